import pg from 'pg';
import { throwAwayDatabase, type ThrowAwayDatabase } from '#testing';
import { arrayLiteral } from './array-parameters.js';
import { Database } from './database.js';

import type pg from 'pg';
import type { CaseworkTransaction } from '#contracts';
import type { BatchClient } from '../array-parameters.js';
import { Exchange } from '../exchange/exchange.js';
import { lockPersons } from './locks.js';
import { PgCaseworkTransaction } from './pg-casework-transaction.js';

/** Casework in a transaction that somebody else has begun and ends; its persons are locked first. */
export async function caseworkWithin(
  client: pg.PoolClient,
  personIds: string[],
  work: (tx: CaseworkTransaction) => Promise<void>,
): Promise<void> {
  if (personIds.length === 0) return;
  const tx = new Exchange(client as unknown as BatchClient);
  try {
    await work(new PgCaseworkTransaction(tx, await lockPersons(tx, personIds)));
    // What nobody waited for goes with it.
    await tx.query('SELECT 1');
  } finally {
    tx.end();
  }
}

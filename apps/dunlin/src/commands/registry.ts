import type { Command } from 'commander';
import type { Installation } from '../installation.js';
import { registerAgents } from './agents.command.js';
import { registerClock } from './clock.command.js';
import { registerEscalations } from './escalations.command.js';
import { registerExplain } from './explain.command.js';
import { registerImport } from './import.command.js';
import { registerLaunch } from './launch.command.js';
import { registerMigrate } from './migrate.command.js';
import { registerPayments } from './payments.command.js';
import { registerValidate } from './validate.command.js';

/** Opens the installation for one command and closes it when it is done. */
export type WithInstallation = <T>(work: (installation: Installation) => Promise<T>) => Promise<T>;
export type Print = (line: string) => void;
export type RegisterCommand = (program: Command, withInstallation: WithInstallation, print: Print) => void;

/** One line for each command. */
export const COMMANDS: readonly RegisterCommand[] = [
  registerMigrate,
  registerImport,
  registerPayments,
  registerClock,
  registerValidate,
  registerLaunch,
  registerExplain,
  registerEscalations,
  registerAgents,
];

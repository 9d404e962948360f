import type { Command } from 'commander';
import type { Installation } from '../installation.js';

/** Opens the installation for one command and closes it when it is done. */
export type WithInstallation = <T>(work: (installation: Installation) => Promise<T>) => Promise<T>;
export type Print = (line: string) => void;
/** Adds one command to the program. */
export type RegisterCommand = (program: Command, withInstallation: WithInstallation, print: Print) => void;

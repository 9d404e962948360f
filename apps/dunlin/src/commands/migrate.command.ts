import type { Command } from 'commander';
import { openDatabase } from '../installation.js';
import type { Print, WithInstallation } from './register-command.js';

/** `dunlin migrate`: brings the schema up to date. */
export function registerMigrate(program: Command, _with: WithInstallation, print: Print): void {
  program
    .command('migrate')
    .description("bring the database's schema up to date")
    .action(async () => {
      const database = await openDatabase('command', () => undefined);
      await database.release();
      print(
        database.migrated.length === 0
          ? 'The schema is up to date.'
          : `Migrated: ${database.migrated.join(', ')}`,
      );
    });
}

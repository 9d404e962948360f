import type { Command } from 'commander';
import { PlainError } from '#contracts';
import { revert } from '#persistence';
import { openDatabase } from '../installation.js';
import type { Print, WithInstallation } from './register-command.js';

/** `dunlin migrate`: brings the schema up to date, or back for an operator who rolls a release back. */
export function registerMigrate(program: Command, _with: WithInstallation, print: Print): void {
  program
    .command('migrate')
    .description("bring the database's schema up to date")
    .option(
      '--revert <count>',
      'take back so many of the latest migrations, and the data that only they hold',
    )
    .action(async ({ revert: count }: { revert?: string }) => {
      const database = await openDatabase('command', () => undefined);
      try {
        if (count !== undefined) return await takeBack(database.config.databaseUrl, count, print);
      } finally {
        await database.release();
      }
      print(
        database.migrated.length === 0
          ? 'The schema is up to date.'
          : `Migrated: ${database.migrated.join(', ')}`,
      );
    });
}

async function takeBack(databaseUrl: string, count: string, print: Print): Promise<void> {
  if (!/^[1-9]\d?$/.test(count)) throw new PlainError('--revert wants a number of migrations, from 1 to 99.');
  const reverted = await revert(databaseUrl, Number(count));
  print(
    reverted.length === 0 ? 'There was no migration to take back.' : `Taken back: ${reverted.join(', ')}`,
  );
}

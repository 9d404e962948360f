import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { PlainError } from '#contracts';
import { formatHistory, type HistoryHead, type RecordedPerson } from '#domain';
import { readHistory } from '#persistence';
import type { Print, WithInstallation } from './register-command.js';

interface Flags {
  out: string;
  creditor?: string;
}

/** `dunlin history <campaign>`: what happened under it, for simulations; without names and addresses. */
export function registerHistory(program: Command, withInstallation: WithInstallation, print: Print): void {
  program
    .command('history')
    .description('write what happened since a campaign was launched to a file that simulations live through')
    .argument('<campaign>', 'key of a launched campaign')
    .requiredOption('--out <file>', 'file to write: one person a line, without names and addresses')
    .option('--creditor <ref>', 'only debtors of this creditor')
    .action(async (campaign: string, { out, creditor }: Flags) => {
      await withInstallation(async ({ db }) => {
        const history = await readHistory(db, campaign, creditor ?? null);
        if (history === null) throw new PlainError(`No campaign ${campaign} was ever launched.`);
        const { persons, contacts } = await writeTo(out, history.head, history.persons);
        print(`${persons} persons and ${contacts} contacts of ${campaign} are in ${out}.`);
        print(`Live through it with: dunlin simulate <campaign file> --cases ${out} --behaviour ${out}`);
      });
    });
}

async function writeTo(
  out: string,
  head: HistoryHead,
  recorded: AsyncIterable<RecordedPerson>,
): Promise<{ persons: number; contacts: number }> {
  let persons = 0;
  let contacts = 0;
  async function* lines(): AsyncGenerator<string> {
    yield formatHistory(head);
    for await (const person of recorded) {
      persons += 1;
      contacts += person.legs.length;
      yield formatHistory(person);
    }
  }
  try {
    await writeFile(out, lines());
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw new PlainError(`${out} cannot be written.`);
    throw error;
  }
  return { persons, contacts };
}

import {
  addressOf,
  type HandOffBatch,
  type HandOffDestination,
  type HandOffOutbox,
  type LetterDestination,
  type LetterPress,
  PlainError,
} from '#contracts';
import { writeLetter } from './write-letter.js';

export interface ExportHandOffs {
  outbox: HandOffOutbox;
  destinations: readonly HandOffDestination[];
  /** Asked for where the destination is one of letters. */
  press: () => Promise<LetterPress>;
  /** Key of the destination. */
  to: string;
  /** Under whom it goes into the record. */
  actor: string;
  /** Business instant, epoch ms. */
  at: number;
}

export type ExportHandOffsResult =
  /** Nothing is approved and free to go. */
  | { kind: 'nothing' }
  | { kind: 'ok'; batch: HandOffBatch }
  | { kind: 'unknownDestination' }
  | { kind: 'notAnExport' };

/** Makes a file of what was approved for a destination and was in no file yet. The same can be read again by its number. */
export async function exportHandOffs(command: ExportHandOffs): Promise<ExportHandOffsResult> {
  const { outbox, destinations, to, actor, at } = command;
  const named = destinations.filter(({ key }) => key === to);
  const letters = named.filter((each) => each.kind === 'letters');
  if (letters.length > 0) return exportLetters(command, letters);
  const exported = named.filter(({ kind }) => kind === 'export');
  if (named.length === 0) return { kind: 'unknownDestination' };
  if (exported.length === 0) return { kind: 'notAnExport' };
  const addresses = exported.map((each) => addressOf(each, destinations));
  const batch = await outbox.makeBatch(addresses, actor, at);
  return batch === null ? { kind: 'nothing' } : { kind: 'ok', batch };
}

/** Of one kind: a file is printed by one order. Destinations of one key that differ in it go into files of their own. */
async function exportLetters(
  { outbox, destinations, press: open, actor, at }: ExportHandOffs,
  named: readonly LetterDestination[],
): Promise<ExportHandOffsResult> {
  const press = await open();
  const unknown = named.find(({ letter }) => !press.known.has(letter));
  if (unknown !== undefined) {
    const known = [...press.known].join(', ') || 'none';
    throw new PlainError(`There is no letter "${unknown.letter}" under templates/letters; known: ${known}.`);
  }
  for (const letter of new Set(named.map((each) => each.letter))) {
    const addresses = named
      .filter((each) => each.letter === letter)
      .map((each) => addressOf(each, destinations));
    const batch = await outbox.makeLetters(addresses, actor, at, (facts) =>
      writeLetter(press, letter, facts, at),
    );
    if (batch !== null) return { kind: 'ok', batch };
  }
  return { kind: 'nothing' };
}

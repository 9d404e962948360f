import { join } from 'node:path';
import { PgCaseBook } from '#persistence';
import { loadSpokenWords } from '#templating';
import { DialogueWords } from '../../apps/console/src/cases/dialogue-words.js';
import { BIRTH_KEYS, CallsWorld, firstTurn } from './calls.world.js';
import type { Message } from './tracker.world.js';

let world: CallsWorld;
let book: () => PgCaseBook;
beforeAll(async () => {
  world = await CallsWorld.open();
  const words = await loadSpokenWords(join(process.cwd(), 'templates'));
  book = () => new PgCaseBook(world.doors.world.db, new DialogueWords(words));
});
afterAll(() => world.close());

/** Turn by turn, what the case's timeline says was said. */
async function told({ debtor }: Message): Promise<(string[] | null)[]> {
  const timeline = await book().timeline(debtor.caseId);
  return (timeline ?? []).flatMap((entry) => (entry.type === 'call' ? entry.turns.map((t) => t.words) : []));
}

describe('the transcript of a call', () => {
  it('has the very words that were said, and no key of the identity check', async () => {
    const message = await world.call();
    const heard: string[] = [];
    let next: string | null = firstTurn(message);
    for (const form of [
      { AnsweredBy: 'human' },
      ...['1', BIRTH_KEYS, '2', '1'].map((Digits) => ({ Digits })),
    ]) {
      const turn = await world.turn(next ?? '', form as Record<string, string>);
      heard.push(turn.said);
      next = turn.next;
    }
    const words = await told(message);
    expect(words.map((each) => each?.join(' '))).toEqual(heard);
    expect(words[2]?.join(' ')).toContain('Kwota 100,00 zł');
    expect(JSON.stringify(words)).not.toContain(BIRTH_KEYS);
  });

  it('is that of the dialogue as it read then, and names alone where that or its figures are gone', async () => {
    const message = await world.call();
    await world.answered(message, '1', BIRTH_KEYS);
    const version = 'dialogues/overdue-call/pl@then';
    await world.query(
      `INSERT INTO dialogues SELECT $1, replace(source, 'Kwota', 'Suma'), first_used_at FROM dialogues
       WHERE version = (SELECT dialogue_version FROM calls WHERE message_id = $2)`,
      version,
      message.messageId,
    );
    const follow = (which: string) =>
      world.query('UPDATE calls SET dialogue_version = $1 WHERE message_id = $2', which, message.messageId);
    await follow(version);
    expect((await told(message))[2]?.join(' ')).toContain('Suma 100,00 zł');
    await follow('dialogues/overdue-call/pl@unknown');
    expect(await told(message)).toEqual([null, null, null]);
    await follow(version);
    await world.query(`UPDATE legs SET body = '' WHERE message_id = $1`, message.messageId);
    expect(await told(message)).toEqual([null, null, null]);
  });
});

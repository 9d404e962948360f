import { CallsWorld, firstTurn, OF_THE_DEBT, type SpokenTurn } from './calls.world.js';
import type { Message } from './tracker.world.js';

let world: CallsWorld;
beforeAll(async () => {
  world = await CallsWorld.open();
});
afterAll(() => world.close());

/** A call to its end with somebody, or something, that does the same at each question. */
async function toItsEnd(message: Message, form: Record<string, string>): Promise<SpokenTurn[]> {
  const turns = [await world.turn(firstTurn(message), { AnsweredBy: 'human' })];
  for (let next = turns[0]?.next; next; next = turns.at(-1)?.next) {
    if (turns.length > 20) throw new Error('the call does not end');
    turns.push(await world.turn(next, form));
  }
  return turns;
}

/** Twilio's detection errs, so nothing that it says may disclose a debt. */
describe('a machine that is taken for a person', () => {
  it.each([
    ['keeps silent', {}],
    ['sounds like the key for yes', { Digits: '1' }],
    ['sounds like a row of keys', { Digits: '12345678' }],
    ['sounds like a key that means nothing', { Digits: '7' }],
  ])('is told nothing of the debt, and is left soon, when it %s', async (_, form) => {
    const message = await world.call();
    const turns = await toItsEnd(message, form);
    for (const { said } of turns) expect(said).not.toMatch(OF_THE_DEBT);
    expect(turns.length).toBeLessThanOrEqual(8);
    expect(turns.at(-1)?.twiml).toContain('<Hangup/>');
    expect(
      await world.query(
        'SELECT 1 FROM interactions WHERE case_id = $1 AND kind = $2',
        message.debtor.caseId,
        'promise',
      ),
    ).toEqual([]);
  });
});

describe('a person who is taken for a machine', () => {
  it('hears who called and how to call back, and nothing of the debt', async () => {
    const message = await world.call();
    const left = await world.turn(firstTurn(message), { AnsweredBy: 'machine_end_beep' });
    expect(left.said).toContain('+48 22 300 00 00');
    expect(left.said).not.toMatch(OF_THE_DEBT);
    expect(left.next).toBeNull();
  });

  it('is not counted as reached: the next channel follows, as the same contact', async () => {
    const message = await world.call();
    await world.turn(firstTurn(message), { AnsweredBy: 'machine_end_silence' });
    await world.status(message, {
      CallStatus: 'completed',
      AnsweredBy: 'machine_end_silence',
      CallDuration: '6',
    });
    expect(await world.doors.world.stateOf(message)).toMatchObject({
      legs: [{ status: 'voicemail' }],
      flight: { leg_no: 2 },
      contacts: 1,
    });
    expect(await world.interactions(message.debtor)).toEqual([]);
  });
});

import { v7 as uuidv7 } from 'uuid';
import type { ExplanationView } from '#contracts';
import type { Problem } from '#platform';
import { MONDAY } from './casework.world.js';
import { ConsoleWorld } from './console.world.js';
import { decidedMessage, FACTS } from './decided-message.js';

let world: ConsoleWorld;
beforeAll(async () => (world = await ConsoleWorld.open()));
afterAll(() => world.close());

describe('explaining a message', () => {
  it('gives every decision with its rule and facts, and decides each the same again', async () => {
    const sunday = Date.parse('2026-01-11T10:00:00Z');
    const id = await decidedMessage(world.casework, [
      { ...FACTS, at: sunday },
      { ...FACTS, at: MONDAY },
      { ...FACTS, at: MONDAY, optedOut: true },
    ]);
    const { status, body } = await world.get<ExplanationView>(`/api/messages/${id}/explain`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ messageId: id, family: 'overdue', status: 'planned' });
    expect(body.decisions.map(({ outcome, rule, replay }) => [outcome, rule.id, replay.result])).toEqual([
      ['defer', 'contact-hours', 'same'],
      ['allow', expect.any(String), 'same'],
      ['refuse', 'opt-out', 'same'],
    ]);
    expect(body.decisions[0]).toMatchObject({
      decidedAt: '2026-01-11T10:00:00.000Z',
      until: '2026-01-12T07:00:00.000Z',
      facts: { channel: 'sms', balanceMinor: 124_680 },
    });
    expect(body.decisions[2]?.reason).toBe('opted-out');
  });

  it('tells when a record was changed afterwards', async () => {
    const id = await decidedMessage(world.casework, [{ ...FACTS, optedOut: true }], {
      forge: (stored) => {
        (stored.facts as { optedOut: boolean }).optedOut = false;
      },
    });
    const { body } = await world.get<ExplanationView>(`/api/messages/${id}/explain`);
    expect(body.decisions[0]?.replay).toMatchObject({ result: 'different', decision: { outcome: 'allow' } });
  });

  it('tells when the policy is not kept any more', async () => {
    const id = await decidedMessage(world.casework, [FACTS], {
      forge: (stored) => {
        (stored as { policyHash: string }).policyHash = 'f'.repeat(64);
      },
    });
    const { body } = await world.get<ExplanationView>(`/api/messages/${id}/explain`);
    expect(body.decisions[0]?.replay).toEqual({ result: 'policy-unknown', decision: null });
  });

  it('knows nothing of a message that there is not', async () => {
    const answer = await world.get<Problem>(`/api/messages/${uuidv7()}/explain`);
    expect(answer.status).toBe(404);
    expect(answer.body.detail).toBe('There is no such message.');
  });
});

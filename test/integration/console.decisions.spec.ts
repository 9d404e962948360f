import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import type { ExplanationView } from '#contracts';
import {
  compilePolicy,
  packsOf,
  type ContactFacts,
  decideContact,
  type StoredDecision,
  storeDecision,
} from '#domain';
import { readPolicyPacks, storePolicy } from '#persistence';
import type { Problem } from '#platform';
import { MONDAY } from './casework.world.js';
import { ConsoleWorld } from './console.world.js';

let world: ConsoleWorld;
beforeAll(async () => (world = await ConsoleWorld.open()));
afterAll(() => world.close());

const FACTS: ContactFacts = {
  at: MONDAY,
  channel: 'sms',
  purpose: 'collection',
  country: 'PL',
  portfolioZone: 'Europe/Warsaw',
  zones: ['Europe/Warsaw'],
  partyKind: 'consumer',
  stage: 'mid',
  caseOpen: true,
  holds: [],
  personStops: [],
  pointStatus: 'active',
  optedOut: false,
  contacts: [],
  balanceMinor: 124_680,
  minimumBalanceMinor: 0,
  timeBarredOn: '2031-12-31',
  dueDate: '2025-12-10',
  lastPaymentAt: null,
  campaignPaused: false,
};

/** A message with decisions as the sender records them; returns its id. */
async function decidedMessage(
  facts: ContactFacts[],
  forge?: (stored: StoredDecision) => void,
): Promise<string> {
  const { db } = world.casework;
  const policy = compilePolicy(
    packsOf(['pl-default'], await readPolicyPacks(join(process.cwd(), 'campaigns', 'policies'))).packs,
  );
  await storePolicy(db, policy.hash, policy.packs);
  const id = uuidv7({ msecs: MONDAY });
  const [record] = await world.casework.rows<{
    id: string;
    shard: number;
    person: string;
    debtor: string;
    creditor: string;
  }>(
    `SELECT id, shard, person_id AS person, debtor_id AS debtor, creditor_id AS creditor FROM cases WHERE ref = 'K/1'`,
  );
  if (record === undefined) throw new Error('no case');
  await db.query(
    `INSERT INTO messages (shard, id, person_id, debtor_id, creditor_id, case_ids, purpose, origin_kind, origin_key, family,
       channels, status, created_at)
     VALUES ($1, $2::uuid, $3, $4, $5, ARRAY[$6::uuid], 'collection', 'step', $2::text, 'overdue', '{sms}', 'planned', $7)`,
    [record.shard, id, record.person, record.debtor, record.creditor, record.id, new Date(MONDAY)],
  );
  for (const each of facts) {
    const decision = decideContact(each, policy);
    const stored = storeDecision(each, decision);
    forge?.(stored);
    await db.query(
      `INSERT INTO decisions (id, message_id, leg_no, creditor_id, outcome, rule, record, recorded_at)
       VALUES ($1, $2, 1, $3, $4, $5, $6, clock_timestamp())`,
      [
        uuidv7({ msecs: each.at }),
        id,
        record.creditor,
        decision.outcome,
        decision.rule.id,
        JSON.stringify(stored),
      ],
    );
  }
  return id;
}

describe('explaining a message', () => {
  it('gives every decision with its rule and facts, and decides each the same again', async () => {
    const sunday = Date.parse('2026-01-11T10:00:00Z');
    const id = await decidedMessage([
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
    const id = await decidedMessage([{ ...FACTS, optedOut: true }], (stored) => {
      (stored.facts as { optedOut: boolean }).optedOut = false;
    });
    const { body } = await world.get<ExplanationView>(`/api/messages/${id}/explain`);
    expect(body.decisions[0]?.replay).toMatchObject({ result: 'different', decision: { outcome: 'allow' } });
  });

  it('tells when the policy is not kept any more', async () => {
    const id = await decidedMessage([FACTS], (stored) => {
      (stored as { policyHash: string }).policyHash = 'f'.repeat(64);
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

import { setTimeout as sleep } from 'node:timers/promises';
import { recordConsent, refuseChannel, setInconvenientTimes } from '#casework';
import type { MessageBatch } from '#contracts';
import type { PolicyPack } from '#domain';
import { SendingWorld } from './sending.world.js';

/** By text, or else by e-mail. */
const FALLBACK = `
key: two-ways
name: Two ways
version: 1
country: PL
zone: Europe/Warsaw
policies: [pl-default]
audience: { currency: PLN, kind: consumer }
steps:
  - { key: notice, type: send, at: { dpd: 1, time: '09:30' }, channels: [{ channel: sms, moveOn: { when: undelivered } }, { channel: email }], template: overdue }
  - { key: over, type: end }
`;

let world: SendingWorld;
afterEach(() => world.close());

async function rows<T extends object>(sql: string, values: unknown[] = []): Promise<T[]> {
  return (await world.db.query(sql, values)).rows as T[];
}

const count = async (sql: string): Promise<number> =>
  (await rows<{ n: number }>(`SELECT count(*) AS n FROM ${sql}`))[0]?.n ?? 0;

interface OnePoint {
  id: string;
  case_id: string;
  person_id: string;
}

async function points(): Promise<OnePoint[]> {
  return rows<OnePoint>(
    `SELECT cp.id, c.id AS case_id, c.person_id FROM contact_points cp JOIN cases c ON c.debtor_id = cp.debtor_id
     WHERE cp.kind = 'phone' ORDER BY c.ref`,
  );
}

async function open(size: number, campaign?: string): Promise<MessageBatch> {
  world = await SendingWorld.open(size, campaign);
  const [batch] = await world.prepare();
  return batch ?? { shards: [], ids: [], legs: [] };
}

async function say(said: 'given' | 'withdrawn', { id, case_id }: OnePoint) {
  const command = { caseId: case_id, contactPointId: id, channel: 'sms', said, source: 'call' } as const;
  return recordConsent(world.desk, { ...command, actor: 'agent:anna' });
}

/** The pack with its rule about consent asking that somebody agreed. */
function askForConsent(pack: PolicyPack): PolicyPack {
  return {
    ...pack,
    rules: pack.rules.map((rule) =>
      rule.rule === 'consent' ? { ...rule, parameters: { needed: 'given' } } : rule,
    ),
  };
}

/** What is kept of the decisions, the latest of each message. */
const decisions = () =>
  rows<{ outcome: string; rule: string; consent: string | null }>(
    `SELECT DISTINCT ON (message_id) outcome, rule, record #>> '{facts,consent}' AS consent
     FROM decisions ORDER BY message_id, id DESC`,
  );

describe('a consent', () => {
  it('that was withdrawn after planning stops the text, and is kept among the facts of the decision', async () => {
    const batch = await open(2);
    const [first] = await points();
    if (first === undefined) throw new Error('no point');
    expect(await say('withdrawn', first)).toEqual({ kind: 'ok' });
    expect(await say('withdrawn', first)).toEqual({ kind: 'alreadyDone' });
    await world.sender().send('sms', batch);
    expect(world.adapter.submissions).toHaveLength(1);
    expect((await decisions()).map(({ outcome, consent }) => [outcome, consent]).sort()).toEqual([
      ['allow', null],
      ['refuse', 'withdrawn'],
    ]);
    expect(await count(`messages WHERE status = 'refused' AND status_reason = 'consent-withdrawn'`)).toBe(1);
  });

  it('that is being withdrawn while senders decide is obeyed by all of them', async () => {
    const batch = await open(6);
    const all = await points();
    const withdrawn = all.filter((_, place) => place % 2 === 1);
    let sending: Promise<void> | undefined;
    await world.db.transaction(async (tx) => {
      await tx.query('SELECT id FROM persons WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE', [
        withdrawn.map((point) => point.person_id),
      ]);
      sending = world.sender().send('sms', batch);
      await sleep(200);
      await tx.query(
        `UPDATE contact_points SET consents = '{"sms":{"said":"withdrawn","at":1,"source":"call","by":"test"}}' WHERE id = ANY($1)`,
        [withdrawn.map(({ id }) => id)],
      );
    });
    await sending;
    expect(world.adapter.submissions).toHaveLength(3);
    expect(await count(`decisions WHERE outcome = 'refuse' AND rule = 'consent'`)).toBe(3);
  });

  it('that a pack asks for lets through whoever gave one, and hands the others to a person', async () => {
    const batch = await open(2);
    world.packs.splice(0, world.packs.length, ...world.packs.map(askForConsent));
    const [first] = await points();
    if (first === undefined) throw new Error('no point');
    expect(await say('given', first)).toEqual({ kind: 'ok' });
    await world.sender().send('sms', batch);
    expect(world.adapter.submissions).toHaveLength(1);
    expect((await decisions()).map(({ outcome, consent }) => [outcome, consent]).sort()).toEqual([
      ['allow', 'given'],
      ['refuse', null],
    ]);
    expect(await count(`escalations WHERE queue = 'data' AND reason = 'consent-missing'`)).toBe(1);
  });

  it('that is missing for the one channel leaves the message the other', async () => {
    const batch = await open(1, FALLBACK);
    world.packs.splice(0, world.packs.length, ...world.packs.map(askForConsent));
    await rows(
      `INSERT INTO contact_points (id, debtor_id, person_id, kind, value, value_hash, consents)
       SELECT uuidv7(), debtor_id, person_id, 'email', 'anna@example.com', '\\x07',
              '{"email":{"said":"given","at":1,"source":"form","by":"test"}}' FROM contact_points`,
    );
    await world.sender().send('sms', batch);
    expect(world.adapter.submissions).toEqual([]);
    expect(await count(`flights WHERE leg_no = 2 AND stage = 'moving'`)).toBe(1);
    expect(await count('escalations')).toBe(0);
    const [next] = await world.renderAgain();
    expect(next?.legs).toEqual([2]);
    expect(await rows('SELECT leg_no, channel FROM legs ORDER BY leg_no')).toEqual([
      { leg_no: 1, channel: 'sms' },
      { leg_no: 2, channel: 'email' },
    ]);
  });
});

describe('a phone that comes to somebody who refused texts', () => {
  it('is passed over at once: the e-mail leg is written, and no text', async () => {
    world = await SendingWorld.open(1, FALLBACK);
    const [known] = await points();
    if (known === undefined) throw new Error('no point');
    await refuseChannel(world.desk, { caseId: known.case_id, channel: 'sms', actor: 'agent:anna' });
    await rows(
      `INSERT INTO contact_points (id, debtor_id, person_id, kind, value, value_hash, zones, position)
       SELECT uuidv7(), debtor_id, person_id, kind, '+48600100200', '\\x01'::bytea, zones, 2 FROM contact_points
       UNION ALL
       SELECT uuidv7(), debtor_id, person_id, 'email', 'anna@example.com', '\\x02', '{}', 1 FROM contact_points`,
    );
    await world.prepare();
    expect(await rows('SELECT leg_no, channel FROM legs')).toEqual([{ leg_no: 2, channel: 'email' }]);
    expect(await count('decisions')).toBe(0);
  });
});

describe('inconvenient times', () => {
  it('put the message off to the first minute that suits the person, whatever was planned', async () => {
    const batch = await open(2);
    const [first] = await points();
    if (first === undefined) throw new Error('no point');
    // The world's moment is a Monday at ten.
    const times = [
      { days: ['monday' as const], from: '00:00', until: '24:00' },
      { from: '00:00', until: '10:30' },
    ];
    const set = { caseId: first.case_id, times, actor: 'agent:anna' };
    expect(await setInconvenientTimes(world.desk, set)).toEqual({ kind: 'ok' });
    expect(await setInconvenientTimes(world.desk, set)).toEqual({ kind: 'alreadyDone' });
    await world.sender().send('sms', batch);
    expect(world.adapter.submissions).toHaveLength(1);
    const deferred = await rows<{ until: Date; rule: string; times: unknown }>(
      `SELECT until, rule, record #> '{facts,inconvenientTimes}' AS times FROM decisions WHERE outcome = 'defer'`,
    );
    expect(deferred).toEqual([
      { until: new Date('2026-01-13T09:30:00Z'), rule: 'inconvenient-times', times },
    ]);
    const [later] = await world.waitUntil('2026-01-13T09:30:00Z');
    await world.sender().send('sms', later ?? batch);
    expect(world.adapter.submissions).toHaveLength(2);
  });

  it('that the person asked for are taken back by an agent alone', async () => {
    await open(1);
    const [first] = await points();
    const caseId = first?.case_id ?? '';
    const times = [{ from: '12:00', until: '14:00' }];
    const more = [...times, { days: ['monday' as const], from: '00:00', until: '24:00' }];
    const set = (given: typeof more, actor: string) =>
      setInconvenientTimes(world.desk, { caseId, times: given, actor });
    expect(await set(times as typeof more, 'api:crm')).toEqual({ kind: 'ok' });
    expect(await set(more, 'api:crm')).toEqual({ kind: 'ok' });
    expect(await set([], 'api:crm')).toEqual({ kind: 'invalid', reason: 'agent-takes-times-back' });
    expect(await set([], 'agent:anna')).toEqual({ kind: 'ok' });
    expect(await count(`persons WHERE inconvenient_times <> '[]'`)).toBe(0);
    const whole = [{ from: '00:00', until: '24:00' }] as typeof more;
    expect(await set(whole, 'agent:anna')).toEqual({ kind: 'invalid', reason: 'times-leave-none' });
  });
});

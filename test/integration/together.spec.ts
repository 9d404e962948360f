import { dispute, pay, placeHold } from '#casework';
import type { MessageBatch } from '#contracts';
import { PgDecisionBook, PgReceiptStore } from '#persistence';
import { SendingWorld } from './sending.world.js';
import { ONE_FOR_ALL } from './together.campaign.js';

/** The first debt fell due on 9 January 2026; the clock stands at ten in the morning of the 12th, a Monday. */
let world: SendingWorld;

async function rows<T>(sql: string, values: unknown[] = []): Promise<T[]> {
  return (await world.db.query(sql, values)).rows as T[];
}

/** Another case of the debtor, who came to the step on a day of their own. */
async function another(ref: string, dueDate = '2026-01-09', dueAt = '2026-01-12T09:00:00Z'): Promise<void> {
  await rows(
    `WITH first AS (SELECT * FROM cases WHERE ref = 'C/1'), c AS (
       INSERT INTO cases (id, shard, person_id, debtor_id, portfolio_id, creditor_id, ref, title, currency, principal_minor,
         due_date, stage, created_at, debtor_kind, debtor_language)
       SELECT uuidv7(), shard, person_id, debtor_id, portfolio_id, creditor_id, $1, 'Faktura ' || $1, currency, 20000, $2, 'early',
         now(), debtor_kind, debtor_language FROM first RETURNING *
     )
     INSERT INTO enrolments (id, shard, case_id, person_id, campaign_id, version_id, state, due_at, entered_at)
     SELECT uuidv7(), c.shard, c.id, c.person_id, e.campaign_id, e.version_id, e.state, $3, e.entered_at
     FROM c, first JOIN enrolments e ON e.case_id = first.id`,
    [ref, dueDate, dueAt],
  );
}

const idOf = async (ref: string): Promise<string> =>
  (await rows<{ id: string }>('SELECT id FROM cases WHERE ref = $1', [ref]))[0]?.id ?? '';

async function send(batches: MessageBatch[]): Promise<string[]> {
  for (const batch of batches) await world.sender().send('sms', batch);
  return world.adapter.submissions.splice(0).map(({ body }) => body.replaceAll('\u00a0', ' '));
}

const covers = async (): Promise<string[]> =>
  (
    await rows<{ told: string }>(
      `SELECT m.status || ' ' || string_agg(c.ref, ' ' ORDER BY c.ref) AS told
       FROM messages m JOIN cases c ON c.id = ANY(m.case_ids) GROUP BY m.id, m.status ORDER BY m.id`,
    )
  ).map(({ told }) => told);

const enrolments = () =>
  rows<{ ref: string; step: string; state: string | null; delivered: boolean }>(
    `SELECT c.ref, e.state ->> 'stepKey' AS step, e.last_message ->> 'state' AS state,
            e.first_delivered_at IS NOT NULL AS delivered
     FROM enrolments e JOIN cases c ON c.id = e.case_id ORDER BY c.ref`,
  );

const pays = async (ref: string, amountMinor: number) => {
  const [of] = await rows<{ id: string; creditor_id: string }>('SELECT * FROM cases WHERE ref = $1', [ref]);
  if (of === undefined) throw new Error(`no case ${ref}`);
  const command = { caseId: of.id, creditorId: of.creditor_id, reference: `p-${ref}`, amountMinor };
  return pay(world.desk, { ...command, currency: 'PLN', paidOn: '2026-01-12', source: 'api', actor: 'test' });
};

beforeEach(async () => {
  world = await SendingWorld.open(1, ONE_FOR_ALL);
  await rows(
    "UPDATE cases SET ref = 'C/1', due_date = '2026-01-09', principal_minor = 10000, interest_minor = 0",
  );
}, 120_000);
afterEach(() => world.close());

describe('several cases of a debtor that come to a step', () => {
  it('are told in one message: their sum, their number, one contact', async () => {
    await another('C/2');
    await another('C/3');
    const [text, ...more] = await send(await world.prepare());
    expect(more).toEqual([]);
    expect(text).toContain('razem do zaplaty 500,00 zl, spraw: 3');
    expect(text).toContain('C/1');
    expect(await covers()).toEqual(['sent C/1 C/2 C/3']);
    expect(await rows('SELECT jsonb_array_length(contacts) AS n FROM persons')).toEqual([{ n: 1 }]);
    expect((await enrolments()).map(({ ref, step, state }) => [ref, step, state])).toEqual([
      ['C/1', 'answer', 'pending'],
      ['C/2', 'answer', 'pending'],
      ['C/3', 'answer', 'pending'],
    ]);
  });

  it('all learn what became of it, and an answer counts for each', async () => {
    await another('C/2');
    await send(await world.prepare());
    const [leg] = await rows<{ shard: number; message_id: string }>('SELECT shard, message_id FROM legs');
    if (leg === undefined) throw new Error('nothing was written');
    const of = { shard: leg.shard, messageId: leg.message_id, legNo: 1, provider: 'test', errorCode: null };
    const proof = {
      kind: 'delivered',
      status: 'delivered',
      eventKey: 'd',
      fallback: false,
      providerRef: null,
    } as const;
    await new PgReceiptStore(world.db).record([{ ...of, ...proof, occurredAt: world.clock.at }]);
    expect((await enrolments()).map(({ state, delivered }) => [state, delivered])).toEqual([
      ['delivered', true],
      ['delivered', true],
    ]);
    await rows(
      `INSERT INTO wake_ups (case_id, kind, at) SELECT unnest(case_ids), 'response', business_now() FROM messages`,
    );
    await world.wake();
    const ended = await rows('SELECT DISTINCT end_reason AS reason FROM enrolments');
    expect(ended).toEqual([{ reason: 'heard' }]);
  });

  it('are covered when they come to it within the days allowed, and get none of their own then', async () => {
    await another('C/2', '2026-01-11', '2026-01-14T09:00:00Z');
    // Too late, and not yet past due today.
    await another('C/3', '2026-01-12', '2026-01-15T09:00:00Z');
    const [text] = await send(await world.prepare());
    expect(text).toContain('razem do zaplaty 300,00 zl, spraw: 2');
    await world.waitUntil('2026-01-14T09:00:00Z');
    expect(await send(await world.prepare())).toEqual([]);
    expect(await covers()).toEqual(['sent C/1 C/2']);
    expect((await enrolments())[1]).toMatchObject({ ref: 'C/2', step: 'answer', state: 'pending' });
    await world.waitUntil('2026-01-15T09:00:00Z');
    const [own] = await send(await world.prepare());
    expect(own).toContain('do zaplaty 200,00 zl');
    expect(own).not.toContain('razem');
    expect(await covers()).toEqual(['sent C/1 C/2', 'sent C/3']);
  });

  it('get one of their own when the one that covered them came to nothing', async () => {
    await another('C/2', '2026-01-11', '2026-01-14T09:00:00Z');
    await world.prepare();
    expect(await covers()).toEqual(['planned C/1 C/2']);
    await rows("UPDATE messages SET status = 'refused'; DELETE FROM flights");
    await world.waitUntil('2026-01-14T09:00:00Z');
    const [own] = await send(await world.prepare());
    expect(own).toContain('do zaplaty 200,00 zl');
  });

  it('are told once, whoever plans', async () => {
    await another('C/2');
    await another('C/3');
    const plan = () => world.advancer.advanceDue(1);
    await Promise.all([plan(), plan(), plan()]);
    await plan();
    await plan();
    const messages = await covers();
    expect(messages).toEqual(['planned C/1 C/2 C/3']);
    expect((await enrolments()).map(({ step }) => step)).toEqual(['answer', 'answer', 'answer']);
  });

  it('are of one creditor alone', async () => {
    await another('C/2');
    await rows(`WITH k AS (INSERT INTO creditors (id, ref, name, country, zone) VALUES (uuidv7(), 'other', 'Other', 'PL', 'Europe/Warsaw') RETURNING id),
        p AS (INSERT INTO portfolios (id, creditor_id, ref, name, country, zone, language, policy_packs)
          SELECT uuidv7(), id, 'O', 'O', 'PL', 'Europe/Warsaw', 'pl', '{pl-default}' FROM k RETURNING id, creditor_id),
        d AS (INSERT INTO debtors (id, person_id, creditor_id, kind, country, language)
          SELECT uuidv7(), c.person_id, p.creditor_id, 'consumer', 'PL', 'pl' FROM p, cases c WHERE c.ref = 'C/2' RETURNING id, creditor_id)
      SELECT d.id AS debtor, p.id AS portfolio, p.creditor_id FROM d, p`);
    await rows(`ALTER TABLE cases DISABLE TRIGGER USER`);
    await rows(`UPDATE cases SET debtor_id = d.id, portfolio_id = p.id, creditor_id = k.id
      FROM creditors k JOIN portfolios p ON p.creditor_id = k.id JOIN debtors d ON d.creditor_id = k.id
      WHERE k.ref = 'other' AND cases.ref = 'C/2'`);
    await world.advancer.advanceDue();
    expect(await covers()).toEqual(['planned C/1', 'planned C/2']);
  });
});

describe('a message for several cases', () => {
  it('says nothing of a case that was stopped before it left, not even of the one that began it', async () => {
    await another('C/2');
    await another('C/3');
    const batches = await world.prepare();
    await dispute(world.desk, { caseId: await idOf('C/1'), actor: 'test' });
    expect(await send(batches)).toEqual([]);
    const [text, ...more] = await send(await world.renderAgain());
    expect(text).toContain('razem do zaplaty 400,00 zl, spraw: 2');
    expect(text).toContain('C/2');
    expect(text).not.toContain('C/1');
    expect(more).toEqual([]);
  });

  it('says nothing of a case that is held', async () => {
    await another('C/2');
    await another('C/3');
    const batches = await world.prepare();
    const hold = { reason: 'breathing-space', until: null, actor: 'test' };
    await placeHold(world.desk, { caseId: await idOf('C/2'), covers: 'case', ...hold });
    expect(await send(batches)).toEqual([]);
    const again = await world.renderAgain();
    await placeHold(world.desk, { caseId: await idOf('C/3'), covers: 'case', ...hold });
    expect(await send(again)).toEqual([]);
    const [text] = await send(await world.renderAgain());
    expect(text).toContain('do zaplaty 100,00 zl');
    expect(text).not.toMatch(/razem|C\/2|C\/3/);
    // What was not told of is not of the message any more, and was not reached by it.
    expect(await covers()).toEqual(['sent C/1']);
    expect((await enrolments()).map(({ state }) => state)).toEqual(['pending', 'undelivered', 'undelivered']);
  });

  it('is an ordinary one once a single case is left', async () => {
    await another('C/2');
    const batches = await world.prepare();
    await pays('C/1', 10_000);
    expect(await send(batches)).toEqual([]);
    const [text] = await send(await world.renderAgain());
    expect(text).toContain('do zaplaty 200,00 zl');
    expect(text).toContain('C/2');
    expect(text).not.toContain('razem');
  });

  it('does not leave when none is left', async () => {
    await another('C/2');
    const batches = await world.prepare();
    await pays('C/1', 10_000);
    await dispute(world.desk, { caseId: await idOf('C/2'), actor: 'test' });
    expect(await send(batches)).toEqual([]);
    expect(await send(await world.renderAgain())).toEqual([]);
    expect(await rows('SELECT count(*)::int AS n FROM attempts')).toEqual([{ n: 0 }]);
    const ended = await rows(
      `SELECT status, EXISTS (SELECT FROM flights WHERE message_id = id) AS flying FROM messages WHERE purpose = 'collection'`,
    );
    expect(ended).toEqual([{ status: 'refused', flying: false }]);
  });

  it('leaves out what is not past due yet, whatever its stage', async () => {
    await another('C/2', '2026-01-12', '2026-01-13T09:00:00Z');
    await world.prepare();
    expect(await covers()).toEqual(['planned C/1']);
  });

  it('waits when any of its cases has just been paid on', async () => {
    await another('C/2');
    const batches = await world.prepare();
    await pays('C/2', 5_000);
    expect(await send([...batches, ...(await world.renderAgain())])).toEqual([]);
    const left = await world.renderAgain();
    expect(await send(left)).toEqual([]);
    const decisions = await rows<{ outcome: string; balance: number }>(
      `SELECT outcome, (record #>> '{facts,balanceMinor}')::int AS balance FROM decisions ORDER BY recorded_at, id`,
    );
    // Each has a decision of its own; the one that decided is the last.
    expect(decisions.at(-2)).toMatchObject({ balance: 10_000 });
    expect(decisions.at(-1)).toEqual({ outcome: 'defer', balance: 15_000 });
    expect((await enrolments()).map(({ state }) => state)).toEqual(['deferred', 'deferred']);
  });

  it('keeps what was decided of each case, also of one that it is no longer of', async () => {
    await another('C/2');
    const batches = await world.prepare();
    await pays('C/2', 5_000);
    await send([...batches, ...(await world.renderAgain())]);
    await send(await world.renderAgain());
    await dispute(world.desk, { caseId: await idOf('C/2'), actor: 'test' });
    const waiting = await world.waitUntil('2026-01-15T09:00:00Z');
    expect(await send([...waiting, ...(await world.renderAgain())])).toHaveLength(1);
    expect(await covers()).toEqual(['sent C/1']);
    const book = new PgDecisionBook(world.db);
    const last = async (ref: string) => {
      const caseId = await idOf(ref);
      const messages = (await book.decidedBy(caseId))?.messages ?? [];
      return messages.map(({ decision, leftOut }) => [decision.caseId === caseId, decision.outcome, leftOut]);
    };
    expect(await last('C/1')).toEqual([[true, 'allow', false]]);
    expect(await last('C/2')).toEqual([[true, 'defer', true]]);
    const told = `SELECT c.ref FROM case_events v JOIN cases c ON c.id = v.case_id
      JOIN messages m ON v.detail ->> 'message' = m.id::text WHERE v.kind = 'message.left_out'`;
    expect(await rows(told)).toEqual([{ ref: 'C/2' }]);
  });

  it('goes on for the others when one of its cases leaves the campaign', async () => {
    await another('C/2');
    await world.prepare();
    await rows(`UPDATE flights SET stage = 'deferred', due_at = '2026-01-13T09:00:00Z'; UPDATE messages SET status = 'deferred';
      UPDATE enrolments SET last_message = last_message || '{"state": "deferred"}'`);
    await rows(`UPDATE cases SET status = 'closed', closed_reason = 'withdrawn' WHERE ref = 'C/1';
      UPDATE enrolments SET due_at = business_now() WHERE case_id = (SELECT id FROM cases WHERE ref = 'C/1')`);
    await world.prepare();
    expect(await covers()).toEqual(['deferred C/2']);
    await rows(`UPDATE cases SET status = 'closed', closed_reason = 'withdrawn' WHERE ref = 'C/2';
      UPDATE enrolments SET due_at = business_now() WHERE case_id = (SELECT id FROM cases WHERE ref = 'C/2')`);
    await world.prepare();
    expect(await covers()).toEqual(['cancelled C/2']);
    expect(await rows('SELECT count(*)::int AS n FROM flights')).toEqual([{ n: 0 }]);
  });
});

import { setTimeout as sleep } from 'node:timers/promises';
import type { MessageBatch } from '#contracts';
import { SendingWorld } from './sending.world.js';

/** What happened to the attempts, by outcome. */
async function outcomes(world: SendingWorld): Promise<Record<string, number>> {
  const { rows } = await world.db.query<{ outcome: string; n: number }>(
    `SELECT coalesce(outcome, 'in flight') AS outcome, count(*) AS n FROM attempts GROUP BY 1 ORDER BY 1`,
  );
  return Object.fromEntries(rows.map((row) => [row.outcome, row.n]));
}

async function count(world: SendingWorld, sql: string): Promise<number> {
  const { rows } = await world.db.query<{ n: number }>(`SELECT count(*) AS n FROM ${sql}`);
  return rows[0]?.n ?? 0;
}

const together = (batches: MessageBatch[]): MessageBatch => ({
  shards: batches.flatMap((batch) => batch.shards),
  ids: batches.flatMap((batch) => batch.ids),
  legs: batches.flatMap((batch) => batch.legs),
});

describe('sending', () => {
  let world: SendingWorld;
  let batch: MessageBatch;

  beforeEach(async () => {
    world = await SendingWorld.open(20);
    batch = together(await world.prepare());
  }, 120_000);

  afterEach(() => world.close());

  it('commits decision, attempt and counted contact before the provider hears of a message', async () => {
    const seen: number[] = [];
    world.adapter.answer = async ({ messageId, attemptId }) => {
      const { rows } = await world.db.query<{ n: number }>(
        `SELECT count(*) AS n FROM attempts a JOIN decisions d ON d.id = a.decision_id AND d.outcome = 'allow'
         JOIN persons p ON p.id = a.person_id AND p.contacts @> jsonb_build_array(jsonb_build_object('m', a.message_id))
         WHERE a.id = $1 AND a.message_id = $2 AND a.outcome IS NULL`,
        [attemptId, messageId],
      );
      seen.push(rows[0]?.n ?? 0);
      return { outcome: 'accepted', providerRef: attemptId, status: 'queued' };
    };
    await world.sender().send('sms', batch);
    expect(seen).toEqual(Array.from({ length: 20 }, () => 1));
    expect(await outcomes(world)).toEqual({ accepted: 20 });
    expect(await count(world, 'flights')).toBe(0);
  });

  it('submits a leg once, however many senders are woken for it at the same time', async () => {
    await Promise.all(
      [world.sender(), world.sender(), world.sender()].map((sender) => sender.send('sms', batch)),
    );
    const submitted = world.adapter.submissions.map((submission) => submission.messageId);
    expect(submitted).toHaveLength(20);
    expect(new Set(submitted).size).toBe(20);
  });

  it('raises the stage of a case once its message was taken, and not before', async () => {
    await world.db.query(`UPDATE messages SET extra = '{"raisesStage": "pre_legal"}'`);
    const raised = () => count(world, `cases WHERE stage = 'pre_legal'`);
    world.adapter.answer = async () => ({
      outcome: 'refused',
      code: '20429',
      retry: 'later',
      retryAfterMs: 0,
    });
    await world.sender().send('sms', batch);
    expect(await raised()).toBe(0);
    world.adapter.answer = async ({ attemptId }) => ({
      outcome: 'accepted',
      providerRef: attemptId,
      status: 'queued',
    });
    await world.sender().send('sms', batch);
    expect(await raised()).toBe(20);
  });

  it('never submits again what may have been accepted', async () => {
    world.adapter.answer = async () => ({ outcome: 'unknown', code: 'timeout' });
    await world.sender().send('sms', batch);
    await world.sender().send('sms', batch);
    expect(world.adapter.submissions).toHaveLength(20);
    expect(await count(world, `flights WHERE stage = 'in_doubt'`)).toBe(20);
    expect(await count(world, `persons WHERE contacts <> '[]'`)).toBe(20);
  });

  it('submits again what was proved not accepted, and counts it once', async () => {
    world.adapter.answer = async () => ({ outcome: 'refused', code: '20429', retry: 'later' });
    await world.sender().send('sms', batch);
    expect(await count(world, `persons WHERE contacts <> '[]'`)).toBe(0);
    world.adapter.answer = async ({ attemptId }) => ({
      outcome: 'accepted',
      providerRef: attemptId,
      status: 'queued',
    });
    await world.sender().send('sms', batch);
    expect(await outcomes(world)).toEqual({ accepted: 20, refused: 20 });
    expect(await count(world, 'persons WHERE jsonb_array_length(contacts) = 1')).toBe(20);
  });

  it('gives a link of its own to each message, and keeps only its hash', async () => {
    await world.sender().send('sms', batch);
    const links = world.adapter.submissions.map((submission) => submission.link);
    expect(new Set(links).size).toBe(20);
    for (const { body, link } of world.adapter.submissions) expect(body).toContain(link);
    expect(await count(world, `legs WHERE body LIKE '%/p/%'`)).toBe(0);
  });

  it.each([
    ['a payment', `UPDATE cases SET status = 'closed', closed_reason = 'paid'`],
    [
      'a hold',
      `INSERT INTO holds (id, person_id, reason, placed_by, placed_at) SELECT gen_random_uuid(), id, 'dispute', 'test', now() FROM persons`,
    ],
    [
      'an agent who was asked for',
      `INSERT INTO escalations (id, case_id, person_id, creditor_id, origin, queue, reason, priority, requested_at)
       SELECT gen_random_uuid(), id, person_id, creditor_id, 'test', 'collections', 'unreachable', 3, now() FROM cases`,
    ],
    ['a cease', `UPDATE persons SET stops = '{cease}'`],
    ['an opt-out', `UPDATE contact_points SET opted_out = '{sms}'`],
    ['a purged address', `UPDATE contact_points SET status = 'purged', value = NULL`],
  ])('submits nothing after %s that came between planning and sending', async (_what, stop) => {
    await world.db.query(stop);
    await world.sender().send('sms', batch);
    expect(world.adapter.submissions).toEqual([]);
    expect(await count(world, 'attempts')).toBe(0);
    expect(await count(world, `decisions WHERE outcome = 'allow'`)).toBe(0);
    expect(await count(world, 'decisions')).toBe(20);
  });

  it('hands to a person what no rule can decide, and sends nothing', async () => {
    await world.db.query(`UPDATE cases SET due_date = '2023-01-10'`);
    await world.sender().send('sms', batch);
    expect(world.adapter.submissions).toEqual([]);
    expect(await count(world, `escalations WHERE queue = 'data' AND status = 'requested'`)).toBe(20);
  });

  it('refuses what names an unknown policy pack, for a person to see, and holds nobody else’s message up', async () => {
    await world.db.query(
      `WITH other AS (
         INSERT INTO portfolios (id, creditor_id, ref, name, country, zone, language, policy_packs)
         SELECT gen_random_uuid(), creditor_id, 'OTHER', name, country, zone, language, '{pl-default,mistyped}'
         FROM portfolios LIMIT 1 RETURNING id
       )
       UPDATE cases SET portfolio_id = other.id FROM other WHERE cases.id = (SELECT id FROM cases ORDER BY id LIMIT 1)`,
    );
    await world.sender().send('sms', batch);
    expect(world.adapter.submissions).toHaveLength(19);
    expect(await count(world, `messages WHERE status = 'refused' AND status_reason = 'policy-unknown'`)).toBe(
      1,
    );
    expect(await count(world, `decisions WHERE outcome = 'refuse' AND rule = 'policy-known'`)).toBe(1);
    expect(await count(world, `escalations WHERE queue = 'data' AND reason = 'policy-unknown'`)).toBe(1);
    expect(await count(world, 'flights')).toBe(0);
  });

  it('goes by the version of a pack that is in force on the day', async () => {
    const [pack] = world.packs;
    if (!pack) throw new Error('no pack');
    const later = { ...pack, version: pack.version + 1, validFrom: '2026-01-12', validTo: null };
    world.packs.splice(0, 1, later, { ...pack, validTo: '2026-01-11' });
    await world.sender().send('sms', batch);
    expect(world.adapter.submissions).toHaveLength(20);
    expect(
      await count(
        world,
        `decisions WHERE record::jsonb @> '{"decision": {"rule": {"packVersion": ${later.version}}}}'`,
      ),
    ).toBe(20);
  });

  it('sends nothing under packs that make no whole policy', async () => {
    const [pack] = world.packs;
    if (!pack) throw new Error('no pack');
    world.packs.splice(0, 1, { ...pack, rules: pack.rules.filter(({ rule }) => rule !== 'opt-out') });
    await world.sender().send('sms', batch);
    expect(world.adapter.submissions).toEqual([]);
    expect(await count(world, `messages WHERE status_reason = 'policy-unknown'`)).toBe(20);
  });

  it('waits for a stop that is being committed, and then obeys it', async () => {
    const person = (await world.db.query<{ id: string }>('SELECT id FROM persons ORDER BY id LIMIT 1'))
      .rows[0]?.id;
    let sending: Promise<void> | undefined;
    await world.db.transaction(async (tx) => {
      await tx.query('SELECT id FROM persons WHERE id = $1 FOR UPDATE', [person]);
      sending = world.sender().send('sms', batch);
      await sleep(300);
      expect(world.adapter.submissions).toEqual([]);
      await tx.query(`UPDATE persons SET stops = '{cease}' WHERE id = $1`, [person]);
    });
    await sending;
    expect(world.adapter.submissions).toHaveLength(19);
  });

  it('holds a paused campaign back, and lets it go on later', async () => {
    await world.db.query('UPDATE campaigns SET paused_at = now()');
    await world.sender().send('sms', batch);
    expect(world.adapter.submissions).toEqual([]);
    expect(await count(world, `flights WHERE stage = 'deferred' AND due_at IS NOT NULL`)).toBe(20);
    const decided = await count(world, 'decisions');
    expect(await world.waitUntil('2026-01-13T09:00:00Z')).toEqual([]);
    expect(await world.waitUntil('2026-01-13T10:30:00Z')).toEqual([]);
    expect(await count(world, 'decisions')).toBe(decided);
    await world.db.query('UPDATE campaigns SET paused_at = NULL');
    await world.sender().send('sms', together(await world.waitUntil('2026-01-13T11:30:00Z')));
    expect(world.adapter.submissions).toHaveLength(20);
  });

  it('lets what a pause held back leave as soon as it is over, and what waits for something else wait on', async () => {
    const [waiting] = batch.ids;
    await world.db.query(
      `UPDATE flights SET stage = 'deferred', due_at = business_now() + interval '30 min' WHERE message_id = $1`,
      [waiting],
    );
    await world.db.query('UPDATE campaigns SET paused_at = business_now()');
    await world.sender().send('sms', batch);
    expect(await world.waitUntil('2026-01-12T09:10:00Z')).toEqual([]);
    await world.db.query('UPDATE campaigns SET paused_at = NULL');
    await world.sender().send('sms', together(await world.waitUntil('2026-01-12T09:10:00Z')));
    const sent = world.adapter.submissions.map(({ messageId }) => messageId);
    expect(new Set(sent)).toEqual(new Set(batch.ids.slice(1)));
    expect(sent).toHaveLength(19);
  });

  it('lets go on what fell due during a pause', async () => {
    await world.db.query(`UPDATE flights SET stage = 'deferred', due_at = business_now()`);
    await world.db.query('UPDATE campaigns SET paused_at = business_now()');
    expect(await world.waitUntil('2026-01-12T09:10:00Z')).toEqual([]);
    await world.db.query('UPDATE campaigns SET paused_at = NULL');
    await world.sender().send('sms', together(await world.waitUntil('2026-01-12T09:11:00Z')));
    expect(world.adapter.submissions).toHaveLength(20);
  });

  it('writes a message that had to wait anew, with the days and amounts of when it leaves', async () => {
    await world.db.query('UPDATE campaigns SET paused_at = now()');
    await world.sender().send('sms', batch);
    await world.db.query('UPDATE campaigns SET paused_at = NULL');
    await world.db.query('UPDATE cases SET principal_minor = 8000, interest_minor = 0, costs_minor = 0');
    await world.sender().send('sms', together(await world.waitUntil('2026-01-14T09:00:00Z')));
    expect(world.adapter.submissions).toHaveLength(20);
    for (const { body } of world.adapter.submissions) {
      expect(body).toContain('80,00 zl, 3 dni po terminie');
      // The sender is a name, which nobody can answer.
      expect(body).toContain('Bez SMS-ow: na stronie');
    }
  });

  it('writes a message anew whose case has changed since it was written, and sends that', async () => {
    await world.db.query(
      'UPDATE cases SET paid_principal_minor = principal_minor - 3000, interest_minor = 0, costs_minor = 0',
    );
    await world.sender().send('sms', batch);
    expect(world.adapter.submissions).toEqual([]);
    expect(await count(world, 'decisions')).toBe(0);

    await world.sender().send('sms', together(await world.renderAgain()));
    expect(world.adapter.submissions).toHaveLength(20);
    for (const { body } of world.adapter.submissions) expect(body).toContain('do zaplaty 30,00 zl');
  });

  it('cancels a message that had to wait until what it says was no longer true', async () => {
    await world.db.query(`UPDATE messages SET family = 'reminder'`);
    await world.db.query('UPDATE campaigns SET paused_at = now()');
    await world.sender().send('sms', batch);
    await world.db.query('UPDATE campaigns SET paused_at = NULL');
    expect(await world.waitUntil('2026-01-14T09:00:00Z')).toEqual([]);
    expect(await count(world, `messages WHERE status = 'cancelled' AND status_reason = 'stage_passed'`)).toBe(
      20,
    );
    expect(await count(world, 'flights')).toBe(0);
  });

  it('cancels a message about a late payment whose due date was moved ahead meanwhile', async () => {
    await world.db.query('UPDATE campaigns SET paused_at = now()');
    await world.sender().send('sms', batch);
    await world.db.query('UPDATE campaigns SET paused_at = NULL');
    await world.db.query(`UPDATE cases SET due_date = '2026-02-01', stage = 'mid'`);
    expect(await world.waitUntil('2026-01-14T09:00:00Z')).toEqual([]);
    expect(await count(world, `messages WHERE status_reason = 'stage_passed'`)).toBe(20);
  });

  it('lets one person have one contact a day, when two messages meet in one batch', async () => {
    await world.db.query(
      `UPDATE messages SET person_id = (SELECT id FROM persons ORDER BY id LIMIT 1), shard = shard`,
    );
    await world.sender().send('sms', batch);
    expect(world.adapter.submissions).toHaveLength(1);
    expect(await count(world, `decisions WHERE outcome = 'defer' AND rule = 'frequency-cap'`)).toBe(19);
  });

  it('lets one person have one contact a day, when two senders race for it', async () => {
    await world.db.query(`UPDATE messages SET person_id = (SELECT id FROM persons ORDER BY id LIMIT 1)`);
    const single = batch.ids.map((id, i) => ({ shards: [batch.shards[i] ?? 0], ids: [id], legs: [1] }));
    await Promise.all(single.slice(0, 8).map((one) => world.sender().send('sms', one)));
    expect(world.adapter.submissions).toHaveLength(1);
  });

  it('voids what could not be handed over within a second of its commit, and does not count it', async () => {
    // The first message blocks the event loop as an overloaded machine would: the rest comes too late.
    world.adapter.answer = async ({ attemptId }) => {
      if (world.adapter.submissions.length === 1) {
        const until = performance.now() + 1_200;
        while (performance.now() < until);
      }
      return { outcome: 'accepted', providerRef: attemptId, status: 'queued' };
    };
    await world.sender().send('sms', batch);
    const { accepted = 0, voided = 0 } = await outcomes(world);
    expect(accepted + voided).toBe(20);
    expect(voided).toBeGreaterThan(0);
    expect(world.adapter.submissions).toHaveLength(accepted);
    expect(await count(world, `persons WHERE contacts <> '[]'`)).toBe(accepted);
    await world.sender().send('sms', batch);
    expect(await count(world, `attempts WHERE outcome = 'accepted'`)).toBe(20);
  });

  it('keeps a sender identity below its rate', async () => {
    await world.db.query(
      `INSERT INTO sender_rates (identity, per_second, next_at) SELECT sms_sender, 20, clock_timestamp() + interval '400 ms' FROM creditors`,
    );
    const started = performance.now();
    await world.sender().send('sms', batch);
    expect(performance.now() - started).toBeGreaterThan(350);
    expect(world.adapter.submissions).toHaveLength(20);
  });
});

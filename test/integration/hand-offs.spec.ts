import { exportHandOffs, handOffCsv, liftHold, placeHold } from '#casework';
import type { HandOffDestination } from '#contracts';
import { type HandOffRequest, lapseHandOffs, requestHandOffs } from '#persistence';
import { ASKING, crmAt, DECIDE_BY, HandOffWorld } from './hand-offs.world.js';

const LAW_FIRM: HandOffDestination = { key: 'law-firm', name: 'Law firm', kind: 'export' };

let world: HandOffWorld;
beforeEach(async () => (world = await HandOffWorld.open(1, ASKING)), 120_000);
afterEach(() => world.close());

const ask = () => world.sending.prepare();
const exported = (destinations: HandOffDestination[] = [LAW_FIRM], to = 'law-firm') =>
  exportHandOffs({
    outbox: world.outbox,
    destinations,
    press: () => Promise.reject(new Error('no letters are asked for')),
    to,
    actor: 'agent:marek',
    at: world.sending.clock.now(),
  });
const caseId = async (): Promise<string> =>
  (await world.rows<{ id: string }>('SELECT id FROM cases'))[0]?.id ?? '';

describe('a hand-off that a person approves', () => {
  it('waits for a lead with outreach parked, goes out once in a file, and ends its campaign', async () => {
    await ask();
    expect(await world.handOff()).toMatchObject({ status: 'waiting', decidedBy: null });
    expect(await world.activeHolds()).toEqual(['hand-off-asked']);
    expect(await world.enrolments()).toEqual(['parked']);
    expect(await exported()).toEqual({ kind: 'nothing' });

    expect(await world.decide({ approve: true }, 'anna')).toBe('notALead');
    expect(await world.decide({ approve: true })).toBe('ok');
    expect(await world.decide({ approve: true })).toBe('alreadyDone');
    expect(await world.decide({ approve: false, reason: 'too-small' })).toBe('hand-off-approved');
    expect(await world.activeHolds()).toEqual([]);
    await world.sending.wake();
    expect(await world.enrolments()).toEqual(['ended handed-off']);

    const first = await exported();
    if (first.kind !== 'ok') throw new Error(first.kind);
    const csv = handOffCsv(first.batch);
    const [header, line, end] = csv.split('\r\n');
    expect(header).toMatch(/^hand_off,case_ref,creditor_ref,/);
    expect(line).toContain(
      'Faktura za energię,PLN,2026-01-11,1234.50,12.30,0.00,1246.80,early,consumer,Anna Nowak',
    );
    expect(line).toContain('agent:marek,2026-01-12T09:00:00.000Z');
    expect(end).toBe('');
    expect(await exported()).toEqual({ kind: 'nothing' });
    await world.sending.db.query("UPDATE cases SET principal_minor = 1, interest_minor = 0, stage = 'late'");
    const again = await world.outbox.batch(first.batch.number);
    expect(again && handOffCsv(again)).toBe(csv);
    expect(await world.outbox.batch(first.batch.number + 1)).toBeNull();
    expect((await world.events()).sort()).toEqual([
      'hand_off.approved',
      'hand_off.given',
      'hand_off.requested',
    ]);
    const audit = await world.rows('SELECT actor, action FROM audit ORDER BY id');
    expect(audit).toEqual([
      { actor: 'agent:marek', action: 'hand-off.approve' },
      { actor: 'agent:marek', action: 'hand-off.export' },
    ]);
  });

  it('is asked for once, whoever asks again', async () => {
    await ask();
    const [asked] = await world.rows<HandOffRequest>(
      `SELECT uuidv7() AS id, enrolment_id AS "enrolmentId", case_id AS "caseId", person_id AS "personId",
         creditor_id AS "creditorId", step_key AS "stepKey", occurrence, destination AS "to", uuidv7() AS "holdId",
         (extract(epoch FROM decide_by) * 1000)::float8 AS "decideBy" FROM hand_offs`,
    );
    if (asked === undefined) throw new Error('nothing was asked for');
    const { db, clock } = world.sending;
    await db.transaction((tx) => requestHandOffs(tx, clock.now(), [asked]));
    expect(await world.handOffs()).toHaveLength(1);
    expect(await world.activeHolds()).toEqual(['hand-off-asked']);
    expect(await world.events()).toEqual(['hand_off.requested']);
    await db.transaction((tx) => requestHandOffs(tx, clock.now(), [{ ...asked, occurrence: 2 }]));
    expect(await world.handOffs()).toHaveLength(2);
  });

  it('goes where the campaign says when it is refused, and is never given out', async () => {
    await ask();
    expect(await world.decide({ approve: false, reason: 'Not A Code' })).toBe('reason-not-a-code');
    expect(await world.decide({ approve: false, reason: 'too-small' })).toBe('ok');
    await world.sending.wake();
    expect(await world.enrolments()).toEqual(['ended kept']);
    expect(await exported()).toEqual({ kind: 'nothing' });
    expect(await world.handOff()).toMatchObject({ status: 'refused', decidedBy: 'agent:marek' });
  });

  it('lapses when nobody decides in time: an agent gets the case, and nobody can approve it any more', async () => {
    await ask();
    await world.sending.waitUntil(DECIDE_BY);
    await world.sending.wake();
    expect(await world.handOff()).toMatchObject({ status: 'lapsed' });
    const agents = await world.rows('SELECT queue, reason FROM escalations');
    expect(agents).toEqual([{ queue: 'decisions', reason: 'hand-off-overdue' }]);
    expect(await world.enrolments()).toEqual(['parked']);
    expect(await world.decide({ approve: true })).toBe('hand-off-lapsed');
    await world.sending.db.query("UPDATE escalations SET status = 'resolved', resolved_at = business_now()");
    await world.sending.db.query('UPDATE enrolments SET due_at = business_now()');
    await world.sending.wake();
    expect(await world.enrolments()).toEqual(['ended kept']);
  });

  it('does not lapse under the hands of who has just approved it', async () => {
    await ask();
    await world.decide({ approve: true });
    const [row] = await world.rows<{ enrolmentId: string }>('SELECT id AS "enrolmentId" FROM enrolments');
    const name = { enrolmentId: row?.enrolmentId ?? '', stepKey: 'notice', occurrence: 1 };
    const lapse = world.sending.db.transaction((tx) => lapseHandOffs(tx, Date.parse(DECIDE_BY), [name]));
    await expect(lapse).rejects.toThrow('decided about as its time ran out');
    expect(await world.handOff()).toMatchObject({ status: 'approved' });
  });

  it('is taken back when the debt is paid while somebody is asked, and cannot be approved then', async () => {
    await ask();
    await world.sending.db.query(
      "UPDATE cases SET status = 'closed', closed_reason = 'paid', paid_principal_minor = 124680",
    );
    expect(await world.decide({ approve: true })).toBe('hand-off-settled');
    await world.sending.db.query('UPDATE enrolments SET due_at = business_now()');
    await world.sending.wake();
    expect(await world.handOff()).toMatchObject({ status: 'withdrawn' });
    expect(await world.activeHolds()).toEqual([]);
    expect(await world.decide({ approve: true })).toBe('hand-off-withdrawn');
  });

  it('is given to nobody once it is paid after the approval', async () => {
    await ask();
    await world.decide({ approve: true });
    await world.sending.db.query("UPDATE cases SET status = 'closed', closed_reason = 'paid'");
    expect(await exported()).toEqual({ kind: 'nothing' });
    expect(await world.handOff()).toMatchObject({ status: 'withdrawn' });
  });

  it('is not given out while anything else holds the case, and is afterwards', async () => {
    await ask();
    const id = await caseId();
    const held = { caseId: id, covers: 'case', reason: 'dispute', until: null, actor: 'agent:anna' } as const;
    await placeHold(world.sending.desk, held);
    await world.decide({ approve: true });
    expect(await world.activeHolds()).toEqual(['dispute']);
    expect(await exported()).toEqual({ kind: 'nothing' });
    await liftHold(world.sending.desk, { caseId: id, hold: { reason: 'dispute' }, actor: 'agent:anna' });
    await world.sending.db.query(`UPDATE persons SET stops = '{deceased}'`);
    expect(await exported()).toEqual({ kind: 'nothing' });
    await world.sending.db.query(`UPDATE persons SET stops = '{cease}'`);
    expect(await exported()).toMatchObject({ kind: 'ok' });
  });

  it('keeps no other hand-off of its case from leaving while somebody is asked', async () => {
    await ask();
    await world.sending.db.query(
      `INSERT INTO hand_offs (id, enrolment_id, step_key, occurrence, case_id, person_id, creditor_id, destination, status,
         requested_at, next_try_at)
       SELECT uuidv7(), enrolment_id, 'crm', 1, case_id, person_id, creditor_id, 'law-firm', 'approved', requested_at, now()
       FROM hand_offs`,
    );
    expect(await world.activeHolds()).toEqual(['hand-off-asked']);
    expect(await exported()).toMatchObject({ kind: 'ok', batch: { rows: [{ stepKey: 'crm' }] } });
  });

  it('keeps its hold until somebody has decided', async () => {
    await ask();
    const lift = { caseId: await caseId(), hold: { reason: 'hand-off-asked' }, actor: 'agent:anna' };
    expect(await liftHold(world.sending.desk, lift)).toEqual({
      kind: 'invalid',
      reason: 'held-by-agreement',
    });
    expect(await world.activeHolds()).toEqual(['hand-off-asked']);
  });

  it('goes to the creditor’s own destination, and to nobody else’s', async () => {
    await ask();
    await world.decide({ approve: true });
    const other: HandOffDestination = { ...LAW_FIRM, creditor: 'somebody-else' };
    expect(await exported([other])).toEqual({ kind: 'nothing' });
    const [own] = await world.rows<{ ref: string }>('SELECT ref FROM creditors');
    const theirs: HandOffDestination = {
      ...crmAt('http://127.0.0.1:1/'),
      key: 'law-firm',
      creditor: own?.ref,
    };
    expect(await exported([LAW_FIRM, theirs])).toEqual({ kind: 'nothing' });
    expect(await exported([other, LAW_FIRM])).toMatchObject({ kind: 'ok' });
    expect(await exported([LAW_FIRM], 'court')).toEqual({ kind: 'unknownDestination' });
    expect(await exported([theirs])).toEqual({ kind: 'notAnExport' });
  });
});

import {
  type NextForCase,
  assignEscalations,
  claimEscalation,
  dispute,
  importCases,
  noteEscalation,
  requestEscalation,
  resolveEscalation,
} from '#casework';
import { CaseworkWorld, EWA, JAN, MONDAY, casesFile, fateOf, putInFlight } from './casework.world.js';

let world: CaseworkWorld;
let creditorId: string;

beforeAll(async () => {
  world = await CaseworkWorld.open();
  creditorId = await world.idOf('creditors', 'prad');
});
afterAll(() => world.close());

beforeEach(async () => {
  await world.reset();
  const rows = Array.from(
    { length: 6 },
    (_, i) => `A/${i};${i % 2 ? JAN : EWA};100,00;10,00;5,00;PLN;10.12.2025`,
  );
  await importCases(world.intake, casesFile(...rows), { portfolioRef: 'P1' });
});

async function request(ref: string, priority: 'urgent' | 'normal' = 'normal'): Promise<string> {
  const caseId = await world.idOf('cases', ref);
  const asked = await requestEscalation(world.desk, {
    caseId,
    reason: 'human-requested',
    origin: `portal:${ref}`,
    actor: 'debtor',
    priority,
    act: { channel: 'portal' },
  });
  if (asked.kind !== 'ok') throw new Error(asked.kind);
  return asked.escalationId;
}

async function claimed(ref: string): Promise<string> {
  const id = await request(ref);
  await claimEscalation(world.desk, { escalationId: id, agentRef: 'anna' });
  return id;
}

const assign = (scheduledFor = MONDAY) => assignEscalations(world.desk, { creditorId, scheduledFor });
const resolve = (escalationId: string, next: NextForCase, agentRef = 'anna') =>
  resolveEscalation(world.desk, { escalationId, agentRef, next });
const activeHolds = async () =>
  (await world.rows<{ reason: string }>('SELECT reason FROM holds WHERE lifted_at IS NULL')).map(
    (row) => row.reason,
  );

describe('asking for an agent', () => {
  it('parks the case; asking again joins what is open', async () => {
    const message = await putInFlight(world, 'A/0');
    const id = await request('A/0');
    expect(await fateOf(world, message)).toMatchObject({ status: 'cancelled', reason: 'held: escalated' });
    const caseId = await world.idOf('cases', 'A/0');
    const again = await requestEscalation(world.desk, {
      caseId,
      reason: 'other',
      origin: 'second',
      actor: 'debtor',
      priority: 'high',
      act: { channel: 'portal' },
    });
    expect(again).toEqual({ kind: 'alreadyDone', escalationId: id });
    expect(await activeHolds()).toEqual(['escalated']);
    // What was asked for the second time is urgent, and stands in the timeline.
    expect(await world.rows('SELECT priority FROM escalations')).toEqual([{ priority: 2 }]);
    expect(
      await world.rows(
        `SELECT detail ->> 'reason' AS reason FROM case_events WHERE kind = 'escalation.joined'`,
      ),
    ).toEqual([{ reason: 'other' }]);
    expect(await world.count(`interactions WHERE kind = 'human_requested'`)).toBe(2);
  });
});

describe('an agent who was asked for by a step, so that outreach went on', () => {
  it('is joined by the debtor’s own request, and the case is parked until it is resolved', async () => {
    const id = await claimed('A/0');
    const caseId = await world.idOf('cases', 'A/0');
    await world.rows(`UPDATE holds SET lifted_at = now() WHERE case_id = '${caseId}'`);
    const message = await putInFlight(world, 'A/0');
    const again = { caseId, reason: 'reply', origin: 'reply:SM1', actor: 'debtor' };
    expect(await requestEscalation(world.desk, again)).toEqual({ kind: 'alreadyDone', escalationId: id });
    expect(await fateOf(world, message)).toMatchObject({ status: 'cancelled', reason: 'held: escalated' });
    expect(await activeHolds()).toEqual(['escalated']);
    await resolve(id, { then: 'resume' });
    expect(await activeHolds()).toEqual([]);
  });
});

describe('the escalation run', () => {
  it('hands out by urgency and age within each agent’s room, due in business days', async () => {
    const first = await request('A/0');
    await world.clock.stepTo(MONDAY + 1000);
    const second = await request('A/1');
    const urgent = await request('A/2', 'urgent');
    const late = await request('A/3');
    const run = await assign();
    if (run.kind !== 'ok') throw new Error(run.kind);
    const given = run.assignments.map((each) => [each.escalationId, each.agentRef]);
    expect(given).toEqual([
      [urgent, 'anna'],
      // With one free place each, to who got the fewest today.
      [first, 'oleh'],
      [second, 'anna'],
    ]);
    expect(run.assignments[0]?.dueAt).toBe(MONDAY + 1000 + 2 * 86_400_000);
    const [left] = await world.rows(`SELECT status FROM escalations WHERE id = '${late}'`);
    expect(left).toEqual({ status: 'requested' });
    expect(await world.count("case_events WHERE kind = 'escalation.assigned'")).toBe(3);
    expect(await world.rows('SELECT assigned FROM escalation_runs')).toEqual([{ assigned: 3 }]);
  });

  it('counts a Friday’s two business days over the weekend', async () => {
    const friday = MONDAY + 4 * 86_400_000;
    await world.clock.stepTo(friday);
    await request('A/0');
    const run = await assign(friday);
    expect(run.kind === 'ok' && run.assignments[0]?.dueAt).toBe(friday + 4 * 86_400_000);
  });

  it('serves each scheduled instant once, also when several processes run it at once', async () => {
    for (const ref of ['A/0', 'A/1', 'A/2']) await request(ref);
    const runs = await Promise.all(Array.from({ length: 5 }, () => assign()));
    expect(runs.filter((run) => run.kind === 'ok')).toHaveLength(1);
    expect(await world.count("escalations WHERE status = 'assigned'")).toBe(3);
  });

  it('takes back what lies with an agent who has left', async () => {
    await request('A/0');
    await assign();
    await world.db.query("UPDATE agents SET active = false WHERE ref = 'anna'");
    const run = await assign(MONDAY + 1);
    expect(run.kind === 'ok' && run.assignments.map((each) => each.agentRef)).toEqual(['oleh']);
  });
});

describe('an agent', () => {
  it('takes over what a colleague claimed who is no longer active', async () => {
    const escalationId = await claimed('A/4');
    const oleh = { escalationId, agentRef: 'oleh' };
    expect(await claimEscalation(world.desk, oleh)).toEqual({ kind: 'claimedByOther' });
    await world.db.query("UPDATE agents SET active = false WHERE ref = 'anna'");
    expect(await claimEscalation(world.desk, oleh)).toMatchObject({ kind: 'ok' });
    await world.db.query("UPDATE agents SET active = true WHERE ref = 'anna'");
    expect(await claimEscalation(world.desk, { escalationId, agentRef: 'anna' })).toEqual({
      kind: 'claimedByOther',
    });
  });

  it('claims once; a colleague then comes too late', async () => {
    const escalationId = await request('A/0');
    const anna = { escalationId, agentRef: 'anna' };
    expect(await claimEscalation(world.desk, anna)).toEqual({ kind: 'ok', dueAt: MONDAY + 2 * 86_400_000 });
    expect(await claimEscalation(world.desk, anna)).toEqual({ kind: 'alreadyDone' });
    expect(await claimEscalation(world.desk, { ...anna, agentRef: 'oleh' })).toEqual({
      kind: 'claimedByOther',
    });
    expect(await claimEscalation(world.desk, { ...anna, agentRef: 'nobody' })).toEqual({
      kind: 'unknownAgent',
    });
  });

  it('writes notes that appear in no event', async () => {
    const escalationId = await claimed('A/0');
    const noteId = '019bb101-2180-7000-8000-000000000001';
    const note = { escalationId, agentRef: 'anna', text: ' Jan will call back ', noteId };
    expect(await noteEscalation(world.desk, note)).toEqual({ kind: 'ok', noteId });
    expect(await noteEscalation(world.desk, note)).toEqual({ kind: 'alreadyDone', noteId });
    expect(await noteEscalation(world.desk, { ...note, text: ' ' })).toEqual({
      kind: 'invalid',
      reason: 'note-empty',
    });
    expect(await world.rows('SELECT text FROM escalation_notes')).toEqual([{ text: 'Jan will call back' }]);
    expect(await world.count("case_events WHERE detail::text LIKE '%call back%'")).toBe(0);
  });

  it('resolves what they claimed, and only that', async () => {
    const escalationId = await request('A/0');
    expect(await resolve(escalationId, { then: 'resume' })).toEqual({ kind: 'notClaimed' });
    await claimEscalation(world.desk, { escalationId, agentRef: 'anna' });
    expect(await resolve(escalationId, { then: 'resume' }, 'oleh')).toEqual({ kind: 'claimedByOther' });
    expect(await resolve(escalationId, { then: 'resume' })).toEqual({ kind: 'ok', cancelled: 0 });
    expect(await resolve(escalationId, { then: 'resume' })).toEqual({ kind: 'alreadyDone' });
    expect(await activeHolds()).toEqual([]);
    expect(await world.count("wake_ups WHERE kind = 'released'")).toBe(1);
  });

  it('may let the case rest, or stop it, or close it', async () => {
    const until = MONDAY + 7 * 86_400_000;
    await resolve(await claimed('A/0'), { then: 'hold', until, reason: 'agreed-rest' });
    await resolve(await claimed('A/1'), { then: 'stop' });
    await resolve(await claimed('A/2'), { then: 'close', reason: 'written-off' });
    const holds = await world.rows('SELECT reason, until FROM holds WHERE lifted_at IS NULL ORDER BY reason');
    expect(holds).toEqual([
      { reason: 'agreed-rest', until: new Date(until) },
      { reason: 'stopped', until: null },
    ]);
    const [closed] = await world.rows("SELECT status, closed_reason FROM cases WHERE ref = 'A/2'");
    expect(closed).toEqual({ status: 'closed', closed_reason: 'written-off' });
    const late = await resolve(await claimed('A/3'), { then: 'hold', until: MONDAY, reason: 'x-y' });
    expect(late).toEqual({ kind: 'invalid', reason: 'until-has-passed' });
  });

  it('never closes a case as paid: that is for payments', async () => {
    const escalationId = await claimed('A/0');
    const refused = await resolve(escalationId, { then: 'close', reason: 'paid' });
    expect(refused).toEqual({ kind: 'invalid', reason: 'paid-by-payments' });
    expect(await world.rows("SELECT status FROM cases WHERE ref = 'A/0'")).toEqual([{ status: 'open' }]);
  });

  it('who answers a dispute lifts its hold and no other', async () => {
    const caseId = await world.idOf('cases', 'A/0');
    await dispute(world.desk, { caseId, actor: 'debtor' });
    const [asked] = await world.rows<{ id: string }>('SELECT id FROM escalations');
    const escalationId = asked?.id ?? '';
    await world.db.query(
      `INSERT INTO holds (id, person_id, case_id, reason, placed_by, placed_at)
       SELECT uuidv7(), person_id, id, 'in-court', 'test', now() FROM cases WHERE id = $1`,
      [caseId],
    );
    await claimEscalation(world.desk, { escalationId, agentRef: 'anna' });
    await resolve(escalationId, { then: 'resume' });
    expect(await activeHolds()).toEqual(['in-court']);
  });
});

import { Logger } from '@nestjs/common';
import { claimEscalation, importCases, placeHold, requestEscalation } from '#casework';
import { EscalationRunner } from '../../apps/scheduler/src/escalation/escalation-runner.js';
import { PgEscalationRuns } from '#persistence';
import { CaseworkWorld, MONDAY, textFile } from './casework.world.js';

const HOUR_MS = 3_600_000;

let world: CaseworkWorld;
let runner: EscalationRunner;
beforeAll(async () => {
  // One test has a schedule complained about on purpose.
  Logger.overrideLogger(false);
  world = await CaseworkWorld.open();
  const rows = [
    'nr_sprawy;imie;nazwisko;nr_klienta;telefon;email;kod_pocztowy;kwota;waluta;termin_platnosci;data_urodzenia',
  ];
  for (let i = 1; i <= 6; i += 1) {
    rows.push(
      `K/${i};Jan;Kowalski;k${i};+48 452 974 51${i};jan${i}@example.com;00-001;100,00;PLN;10.12.2025;01.02.1980`,
    );
  }
  await importCases(world.intake, textFile(rows.join('\r\n')), { portfolioRef: 'P1' });
  runner = new EscalationRunner(new PgEscalationRuns(world.db), world.desk, world.clock);
});
beforeEach(async () => {
  await world.clock.stepTo(MONDAY);
  await world.db.query('TRUNCATE wake_ups, holds, escalations, escalation_runs, case_events CASCADE');
  await world.db.query(`UPDATE agents SET active = true, capacity = CASE ref WHEN 'anna' THEN 2 ELSE 1 END`);
});
afterAll(() => world.close());

async function escalate(ref: string, priority: 'urgent' | 'normal' = 'normal'): Promise<string> {
  const caseId = await world.idOf('cases', ref);
  const result = await requestEscalation(world.desk, {
    caseId,
    reason: 'no-response',
    origin: `spec:${ref}`,
    actor: 'system',
    priority,
  });
  if (result.kind !== 'ok') throw new Error(result.kind);
  return result.escalationId;
}

const state = () =>
  world.rows<{ ref: string; status: string; agent: string | null; due: string | null }>(
    `SELECT c.ref, e.status, a.ref AS agent, to_char(e.due_at AT TIME ZONE 'Europe/Warsaw', 'Dy HH24:MI') AS due
     FROM escalations e JOIN cases c ON c.id = e.case_id LEFT JOIN agents a ON a.id = e.agent_id ORDER BY c.ref`,
  );

describe('the escalation run', () => {
  it('waits for its hour, then hands out by priority with a due time, as far as agents have room', async () => {
    await world.clock.stepTo(MONDAY + HOUR_MS);
    for (const ref of ['K/1', 'K/2', 'K/3']) await escalate(ref);
    await escalate('K/4', 'urgent');
    expect(await runner.runDue()).toBe(0);
    await world.clock.stepTo(Date.parse('2026-01-12T11:00:00Z'));
    expect(await runner.runDue()).toBe(3);
    // anna has room for two, oleh for one; the urgent one is never the one left over.
    expect(await state()).toEqual([
      { ref: 'K/1', status: 'assigned', agent: expect.any(String), due: 'Wed 12:00' },
      { ref: 'K/2', status: 'assigned', agent: expect.any(String), due: 'Wed 12:00' },
      { ref: 'K/3', status: 'requested', agent: null, due: null },
      { ref: 'K/4', status: 'assigned', agent: 'anna', due: 'Wed 12:00' },
    ]);
    expect(await runner.runDue()).toBe(0);
  });

  it('serves a run once, however many processes look at it at the same time', async () => {
    await escalate('K/1');
    await escalate('K/2');
    const others = Array.from(
      { length: 4 },
      () => new EscalationRunner(new PgEscalationRuns(world.db), world.desk, world.clock),
    );
    const assigned = await Promise.all([runner, ...others].map((each) => each.runDue()));
    expect(assigned.sort()).toEqual([0, 0, 0, 0, 2]);
    expect(await world.count('escalation_runs')).toBe(1);
    expect(await world.count(`case_events WHERE kind = 'escalation.assigned'`)).toBe(2);
  });

  it('leaves what was asked for after a run to the next one, and serves a missed run late', async () => {
    await escalate('K/1');
    await world.clock.stepTo(MONDAY + 2 * HOUR_MS);
    await escalate('K/2');
    // The run of 08:00, on which K/1 was already waiting, is served at 10:00 only.
    await world.db.query(`UPDATE agents SET capacity = 1 WHERE ref = 'anna'`);
    await world.db.query(`UPDATE agents SET active = false WHERE ref = 'oleh'`);
    expect(await runner.runDue()).toBe(1);
    expect(await runner.runDue()).toBe(0);
    const [run] = await world.rows<{ at: Date }>('SELECT scheduled_for AS at FROM escalation_runs');
    expect(run?.at.toISOString()).toBe('2026-01-12T07:00:00.000Z');
  });

  it('rests on a public holiday', async () => {
    await world.clock.stepTo(Date.parse('2026-01-05T16:00:00Z'));
    await escalate('K/1');
    // Tuesday, 6 January is Epiphany in Poland.
    await world.clock.stepTo(Date.parse('2026-01-06T12:00:00Z'));
    expect(await runner.runDue()).toBe(0);
    await world.clock.stepTo(Date.parse('2026-01-07T07:00:00Z'));
    expect(await runner.runDue()).toBe(1);
  });

  it('hands on what was assigned to an agent who has left, but not what an agent has claimed', async () => {
    const kept = await escalate('K/1');
    await escalate('K/2');
    await runner.runDue();
    await claimEscalation(world.desk, { escalationId: kept, agentRef: 'anna' });
    await world.db.query(`UPDATE escalations SET agent_id = (SELECT id FROM agents WHERE ref = 'anna')`);
    await world.db.query(`UPDATE agents SET active = false WHERE ref = 'anna'`);
    await world.clock.stepTo(Date.parse('2026-01-12T11:00:00Z'));
    await runner.runDue();
    expect(await state()).toEqual([
      expect.objectContaining({ ref: 'K/1', status: 'claimed', agent: 'anna' }),
      expect.objectContaining({ ref: 'K/2', status: 'assigned', agent: 'oleh' }),
    ]);
  });

  it('is not kept from other creditors by one whose schedule cannot be read', async () => {
    await escalate('K/1');
    await world.db.query(`UPDATE creditors SET escalation_cron = 'every morning' WHERE ref = 'siec'`);
    expect(await runner.runDue()).toBe(1);
    await world.db.query(`UPDATE creditors SET escalation_cron = DEFAULT`);
  });
});

describe('a hold whose time is over', () => {
  it('ends once, is told on the timeline, and wakes what it held', async () => {
    const caseId = await world.idOf('cases', 'K/1');
    const until = MONDAY + 24 * HOUR_MS;
    await placeHold(world.desk, { caseId, covers: 'case', reason: 'promise', until, actor: 'api:key' });
    await placeHold(world.desk, {
      caseId,
      covers: 'person',
      reason: 'breathing-space',
      until: until + HOUR_MS,
      actor: 'api:key',
    });
    await world.db.query('DELETE FROM wake_ups');
    expect(await runner.endHolds()).toBe(0);
    await world.clock.stepTo(until);
    const ended = await Promise.all([runner.endHolds(), runner.endHolds(), runner.endHolds()]);
    expect(ended.sort()).toEqual([0, 0, 1]);
    expect(await world.rows('SELECT case_id, kind FROM wake_ups')).toEqual([
      { case_id: caseId, kind: 'released' },
    ]);
    const [event] = await world.rows<{ actor: string; detail: object }>(
      `SELECT actor, detail FROM case_events WHERE kind = 'hold.lifted'`,
    );
    expect(event).toMatchObject({ actor: 'system', detail: { reasons: ['promise'], expired: true } });
    await world.clock.stepTo(until + HOUR_MS);
    expect(await runner.endHolds()).toBe(1);
    expect(await runner.endHolds()).toBe(0);
    expect(await world.count('wake_ups')).toBe(2);
  });
});

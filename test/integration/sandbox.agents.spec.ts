import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assignEscalations, requestEscalation } from '#casework';
import type { EscalationStory, EscalationView, Page } from '#contracts';
import { parseAgentHabits, type AgentHabits } from '#domain';
import { Agenda } from '../../apps/sandbox/src/agenda/agenda.js';
import { AgentLife } from '../../apps/sandbox/src/agents/agent-life.js';
import { DebtorDirectory } from '../../apps/sandbox/src/debtors/debtor-directory.js';
import { LocalNetwork } from '../../apps/sandbox/src/outgoing/local-network.js';
import { MONDAY } from './casework.world.js';
import { ConsoleWorld, KEY } from './console.world.js';

const MINUTE = 60_000;

const HABITS = `
name: Agents of a spec
agents: [anna]
takes: { from: 10m, to: 20m }
leaves: 1
outcomes:
  - reasons: [dispute]
    ways: [{ share: 1, next: close, reason: dispute-upheld, note: the creditor agrees }]
  - reasons: [promise-wanted]
    ways: [{ share: 1, next: promise, for: 5d, note: the debtor promises all of it }]
  - ways: [{ share: 1, next: hold, reason: asked-for-time, for: 7d, note: the debtor asks for a week }]
`;

let world: ConsoleWorld;
let directory: DebtorDirectory;
let folder: string;
beforeAll(async () => {
  world = await ConsoleWorld.open();
  folder = await mkdtemp(join(tmpdir(), 'dunlin-agents-'));
  // K/3 is somebody's own: the demo knows nothing of it.
  const file = join(folder, 'debtors.csv');
  await writeFile(file, 'nr_sprawy;imie;nazwisko\nK/1;Jan;Kowalski\nK/2;Anna;Nowak\n');
  directory = new DebtorDirectory({ debtorsFiles: [file] });
  await directory.onModuleInit();
});
beforeEach(async () => {
  const { casework } = world;
  await casework.clock.stepTo(MONDAY);
  await casework.db.query(
    'TRUNCATE wake_ups, holds, promises, escalations, escalation_runs, case_events CASCADE',
  );
  await casework.db.query(`UPDATE cases SET status = 'open', closed_reason = NULL`);
  await casework.db.query(`UPDATE agents SET active = ref = 'anna', capacity = 9`);
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

function habits(): AgentHabits {
  const parsed = parseAgentHabits(HABITS, 'agents.yaml');
  if ('faults' in parsed) throw new Error(parsed.faults[0]?.message);
  return parsed.habits;
}

/** The sandbox's agents, on the real API; without habits as outside of the demo. */
function team(simulated = true): { life: AgentLife; agenda: Agenda } {
  const { clock } = world.casework;
  const options = { clock, publicUrl: world.url, inboundUrl: world.url, seed: 1 };
  const agenda = new Agenda(options);
  const agents = simulated ? { agents: { habits: habits(), apiKey: KEY } } : {};
  const life = new AgentLife({ ...options, ...agents }, agenda, directory, new LocalNetwork(options));
  return { life, agenda };
}

async function handedOut(asked: Record<string, string>): Promise<void> {
  const { casework } = world;
  for (const [ref, reason] of Object.entries(asked)) {
    const caseId = await casework.idOf('cases', ref);
    await requestEscalation(casework.desk, { caseId, reason, origin: `spec:${ref}`, actor: 'debtor' });
  }
  const creditorId = await casework.idOf('creditors', 'prad');
  await assignEscalations(casework.desk, { creditorId, scheduledFor: MONDAY });
}

async function desk(): Promise<string[]> {
  const { body } = await world.get<Page<EscalationView>>('/api/escalations?status=all');
  return body.items.map((each) => `${each.case.ref} ${each.status} ${each.resolution ?? '-'}`).sort();
}

const pass = async (ms: number): Promise<void> =>
  world.casework.clock.stepTo(world.casework.clock.now() + ms);

describe('the demo’s agents', () => {
  it('work through what they were given, by the API and in their time, and leave some for whoever looks', async () => {
    await handedOut({ 'K/1': 'dispute', 'K/2': 'human-requested' });
    const { life, agenda } = team();
    await life.look();
    // One is in hand, and a second one is not taken up meanwhile.
    await life.look();
    expect((await desk()).filter((line) => line.includes('claimed'))).toHaveLength(1);
    await agenda.settle();
    expect((await desk()).filter((line) => line.includes('resolved'))).toEqual([]);
    await pass(20 * MINUTE);
    await agenda.settle();
    const [done] = (await desk()).filter((line) => line.includes('resolved'));
    expect(done).toMatch(/K\/1 resolved close|K\/2 resolved hold/);
    // What is left is left, however long it takes.
    await pass(60 * MINUTE);
    await life.look();
    expect((await desk()).filter((line) => line.includes('assigned'))).toHaveLength(1);
    // But for what has passed on once.
    await world.casework.db.query(`UPDATE escalations SET passings = 1 WHERE status = 'assigned'`);
    await life.look();
    expect((await desk()).filter((line) => line.includes('assigned'))).toEqual([]);
    await life.beforeApplicationShutdown();
  });

  it('say in what they write down that they are simulated, and do what people could', async () => {
    await handedOut({ 'K/1': 'promise-wanted', 'K/2': 'promise-wanted' });
    const { life, agenda } = team();
    await life.look();
    await pass(20 * MINUTE);
    await agenda.settle();
    const { body } = await world.get<Page<EscalationView>>('/api/escalations?status=resolved');
    const story = await world.get<EscalationStory>(`/api/escalations/${body.items[0]?.id}`);
    expect(story.body.notes).toEqual([
      expect.objectContaining({
        agent: 'anna',
        text: 'Simulated agent of the demo: the debtor promises all of it.',
      }),
    ]);
    expect(story.body.escalation.resolution).toBe('resume');
    expect(await world.casework.rows('SELECT status, amount_minor AS owed FROM promises')).toEqual([
      { status: 'active', owed: story.body.case.balanceMinor },
    ]);
    await life.beforeApplicationShutdown();
  });

  it('leave alone what a person has resolved or given back meanwhile', async () => {
    await handedOut({ 'K/1': 'dispute', 'K/2': 'dispute' });
    const { life, agenda } = team();
    await life.look();
    const { body } = await world.get<Page<EscalationView>>('/api/escalations?status=claimed');
    const id = body.items[0]?.id ?? '';
    await world.post(`/api/escalations/${id}/return`, { reason: 'tried-by-hand' }, { agent: 'anna' });
    await pass(20 * MINUTE);
    await agenda.settle();
    expect((await world.get<EscalationStory>(`/api/escalations/${id}`)).body.escalation.status).toBe(
      'requested',
    );
    await life.beforeApplicationShutdown();
  });

  it('rest outside their hours, and never touch a case that is not the demo’s', async () => {
    await handedOut({ 'K/1': 'dispute', 'K/2': 'dispute' });
    await pass(12 * 60 * MINUTE);
    const { life } = team();
    await life.look();
    expect((await desk()).filter((line) => line.includes('claimed'))).toEqual([]);
    await life.beforeApplicationShutdown();
    await world.casework.db.query('TRUNCATE escalations, escalation_runs CASCADE');
    await world.casework.clock.stepTo(MONDAY);
    await handedOut({ 'K/3': 'dispute' });
    await world.casework.db.query(
      `INSERT INTO escalations (id, case_id, person_id, creditor_id, origin, queue, reason, priority, status, agent_id, requested_at, due_at)
       SELECT uuidv7(), case_id, person_id, creditor_id, 'more', queue, reason, priority, status, agent_id, requested_at, due_at FROM escalations`,
    );
    const others = team();
    await others.life.look();
    expect(await desk()).toEqual(['K/3 assigned -', 'K/3 assigned -']);
    await others.life.beforeApplicationShutdown();
  });

  it('do nothing at all where the sandbox is not the demo’s', async () => {
    await handedOut({ 'K/1': 'dispute', 'K/2': 'dispute' });
    const { life, agenda } = team(false);
    await life.look();
    expect(agenda.planned).toEqual([]);
    expect(await desk()).toEqual(['K/1 assigned -', 'K/2 assigned -']);
    await life.beforeApplicationShutdown();
  });
});

import { claimEscalation, passEscalation } from '#casework';
import { EscalationWorld, at } from './escalation.world.js';

let world: EscalationWorld;
beforeAll(async () => (world = await EscalationWorld.open()));
beforeEach(() => world.reset());
afterAll(() => world.casework.close());

const step = (instant: number) => world.casework.clock.stepTo(instant);
const DUE = at('wed', '08:00');
const events = (kind: string) =>
  world.casework.rows<{ detail: Record<string, unknown> }>(
    'SELECT detail FROM case_events WHERE kind = $1 ORDER BY at, id',
    [kind],
  );
const ended = async (id: string) =>
  (await world.book.handOuts(id)).map((stay) => `${stay.agent} ${stay.ended ?? 'has it'}`);

describe('an escalation that nobody claims in time', () => {
  it('goes to a colleague when its time comes, more urgent, and its first agent sees that it went', async () => {
    const [id = ''] = await world.handedOut('K/1');
    await step(DUE - 1);
    expect(await world.runner.drain()).toBe(0);
    await step(DUE);
    expect(await world.runner.drain()).toBe(1);
    expect(await world.book.read(id)).toMatchObject({
      ...{ status: 'assigned', agent: 'oleh', passedFrom: 'anna', passings: 1, priority: 2, overdue: false },
      // Two business days from now: it begins anew.
      dueAt: new Date(at('fri', '08:00')).toISOString(),
    });
    expect((await events('escalation.passed')).map(({ detail }) => detail)).toEqual([
      { escalation: id, from: 'anna', why: 'lapsed', priority: 2, passings: 1 },
    ]);
    const gone = await world.book.list({ status: 'open', wentFrom: 'anna', limit: 9 });
    expect(gone.items.map((each) => [each.id, each.agent])).toEqual([[id, 'oleh']]);
    expect(await ended(id)).toEqual(['anna lapsed', 'oleh has it']);
  });

  it('passes on once, however many processes see it', async () => {
    const ids = await world.handedOut('K/1', 'K/2');
    await world.hire('ewa', { capacity: 9 });
    await step(DUE);
    const runners = [world.runner, ...Array.from({ length: 5 }, () => world.otherRunner())];
    await Promise.all(runners.map((each) => each.drain()));
    expect(await events('escalation.passed')).toHaveLength(2);
    for (const id of ids) expect((await world.book.read(id))?.passings).toBe(1);
  });

  it('goes to a lead after two passings, and stays there, overdue for all to see', async () => {
    await world.hire('lea', { lead: true, capacity: 1, queues: ['data'] });
    const [id = ''] = await world.handedOut('K/1');
    await step(DUE);
    await world.runner.drain();
    await step(at('fri', '08:00'));
    await world.runner.drain();
    // The lead serves another queue.
    expect(await world.book.read(id)).toMatchObject({
      ...{ status: 'requested', passings: 2, priority: 1, overdue: true, waitsFor: 'lead-missing' },
    });
    await world.roster.change('lea', { queues: ['data', 'collections'] }, 'spec');
    expect(await world.runner.drain()).toBe(1);
    expect(await world.book.read(id)).toMatchObject({ agent: 'lea', overdue: false });
    await step(Date.parse('2026-01-21T09:00:00+01:00'));
    await world.runner.drain();
    expect(await world.book.read(id)).toMatchObject({
      status: 'assigned',
      agent: 'lea',
      passings: 2,
      overdue: true,
    });
    expect(await ended(id)).toEqual(['anna lapsed', 'oleh lapsed', 'lea has it']);
  });

  it('passes on as often as its creditor wants', async () => {
    await world.casework.db.query(`UPDATE creditors SET settings = '{"escalation":{"passings":1}}'`);
    await world.hire('lea', { lead: true, capacity: 1 });
    await world.roster.change('lea', { active: false }, 'spec');
    await world.handedOut('K/1');
    await world.roster.change('lea', { active: true }, 'spec');
    await step(DUE);
    await world.runner.drain();
    expect(await world.state()).toEqual(['K/1 assigned lea']);
  });

  it('comes back to the only lead, who was not active for a while', async () => {
    await world.casework.db.query(`UPDATE creditors SET settings = '{"escalation":{"passings":1}}'`);
    await world.handedOut('K/1');
    await world.hire('lea', { lead: true, capacity: 1 });
    await step(DUE);
    await world.runner.drain();
    expect(await world.state()).toEqual(['K/1 assigned lea']);
    await world.roster.change('lea', { active: false }, 'spec');
    await world.runner.drain();
    expect(await world.state()).toEqual(['K/1 requested -']);
    await world.roster.change('lea', { active: true }, 'spec');
    expect(await world.runner.drain()).toBe(1);
    expect(await world.state()).toEqual(['K/1 assigned lea']);
  });

  it('stays in its queue, overdue, where there is nobody else, and whoever let it lapse may still claim it', async () => {
    await world.roster.change('oleh', { active: false }, 'spec');
    const [id = ''] = await world.handedOut('K/1');
    await step(DUE);
    await world.runner.drain();
    expect(await world.book.read(id)).toMatchObject({
      ...{ status: 'requested', overdue: true, waitsFor: 'nobody-else', passedFrom: 'anna' },
    });
    expect((await world.book.list({ status: 'open', overdue: true, limit: 9 })).items).toHaveLength(1);
    expect((await world.book.list({ status: 'open', overdue: false, limit: 9 })).items).toEqual([]);
    expect(await claimEscalation(world.casework.desk, { escalationId: id, agentRef: 'anna' })).toMatchObject({
      kind: 'ok',
    });
  });

  it('waits for the next working hours where its time comes when nobody works', async () => {
    const [id = ''] = await world.handedOut('K/1');
    await world.roster.change('oleh', { hours: { mon: null, tue: null, wed: '10:00-12:00' } }, 'spec');
    await step(DUE);
    expect(await world.runner.drain()).toBe(0);
    expect(await world.book.read(id)).toMatchObject({ status: 'requested', overdue: true });
    await step(at('wed', '10:00'));
    expect(await world.runner.drain()).toBe(1);
    expect(await world.state()).toEqual(['K/1 assigned oleh']);
  });
});

describe('an escalation that somebody has claimed', () => {
  it('is shown as overdue and stays where it is', async () => {
    const [id = ''] = await world.handedOut('K/1');
    await claimEscalation(world.casework.desk, { escalationId: id, agentRef: 'anna' });
    await step(at('fri', '12:00'));
    expect(await world.runner.drain()).toBe(0);
    expect(await world.book.read(id)).toMatchObject({
      status: 'claimed',
      agent: 'anna',
      overdue: true,
      passings: 0,
    });
    expect(await world.roster.read('anna')).toMatchObject({ open: 1, claimed: 1, overdue: 1 });
  });
});

describe('an agent who cannot answer in time', () => {
  it('loses what they have not claimed as soon as their days away are known', async () => {
    const [kept = '', gone = ''] = await world.handedOut('K/1', 'K/2');
    await world.casework.db.query(
      `UPDATE escalations SET agent_id = (SELECT id FROM agents WHERE ref = 'anna')`,
    );
    await world.casework.db.query(
      `UPDATE escalation_hand_outs SET agent_id = (SELECT id FROM agents WHERE ref = 'anna')`,
    );
    await claimEscalation(world.casework.desk, { escalationId: kept, agentRef: 'anna' });
    // Back on Tuesday, which is before it is due.
    await world.roster.addAbsence('anna', { from: '2026-01-12', to: '2026-01-12' }, 'spec');
    expect(await world.runner.drain()).toBe(0);
    await world.roster.addAbsence('anna', { from: '2026-01-13', to: '2026-01-14' }, 'spec');
    expect(await world.runner.drain()).toBe(1);
    expect(await world.state()).toEqual(['K/1 claimed anna', 'K/2 assigned oleh']);
    // The time that was promised is still ahead, and holds.
    expect(await world.book.read(gone)).toMatchObject({ dueAt: new Date(DUE).toISOString(), passings: 1 });
    expect(await ended(gone)).toEqual(['anna away', 'oleh has it']);
  });

  it('loses it at once when they are no longer active, also where nobody else has room', async () => {
    const [id = ''] = await world.handedOut('K/1');
    await world.roster.change('oleh', { capacity: 0 }, 'spec');
    await world.roster.change('anna', { active: false }, 'spec');
    expect(await world.runner.drain()).toBe(0);
    expect(await world.book.read(id)).toMatchObject({
      status: 'requested',
      agent: null,
      waitsFor: 'no-room',
    });
    expect(await ended(id)).toEqual(['anna inactive']);
    await world.roster.change('oleh', { capacity: 1 }, 'spec');
    expect(await world.runner.drain()).toBe(1);
  });
});

describe('passing an escalation to a named colleague', () => {
  const pass = (escalationId: string, to: string, by: string | null, reason = 'speaks-italian') =>
    passEscalation(world.casework.desk, {
      ...{ escalationId, to, reason, by, actor: by === null ? 'api:key' : `agent:${by}` },
    });

  it('is for whoever has it, for a lead and for a manager, with a reason that is stored', async () => {
    const [id = ''] = await world.handedOut('K/1');
    await world.roster.change('oleh', { capacity: 0 }, 'spec');
    expect(await pass(id, 'oleh', 'oleh')).toEqual({ kind: 'notYours' });
    expect(await pass(id, 'oleh', 'nobody')).toEqual({ kind: 'unknownAgent' });
    expect(await pass(id, 'nobody', 'anna')).toEqual({ kind: 'invalid', reason: 'no-such-colleague' });
    expect(await pass(id, 'oleh', 'anna', 'Speaks it')).toEqual({
      kind: 'invalid',
      reason: 'reason-not-a-code',
    });
    // A full desk is no obstacle to a person.
    expect(await pass(id, 'oleh', 'anna')).toEqual({ kind: 'ok', dueAt: DUE });
    expect(await pass(id, 'oleh', null)).toEqual({ kind: 'alreadyDone' });
    expect(await world.book.read(id)).toMatchObject({
      ...{ agent: 'oleh', status: 'assigned', passedFrom: 'anna', passings: 0 },
      why: { by: 'agent:anna', reason: 'speaks-italian' },
    });
    await world.roster.change('anna', { lead: true }, 'spec');
    await claimEscalation(world.casework.desk, { escalationId: id, agentRef: 'oleh' });
    expect(await pass(id, 'anna', 'anna')).toMatchObject({ kind: 'ok' });
    expect(await pass(id, 'oleh', null, 'back-from-holiday')).toMatchObject({ kind: 'ok' });
    expect(await ended(id)).toEqual(['anna handed-on', 'oleh handed-on', 'anna handed-on', 'oleh has it']);
    expect(await events('escalation.passed')).toHaveLength(3);
  });
});

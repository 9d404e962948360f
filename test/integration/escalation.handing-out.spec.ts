import { assignEscalations, claimEscalation, resolveEscalation, returnEscalation } from '#casework';
import { EscalationWorld, at } from './escalation.world.js';

let world: EscalationWorld;
beforeAll(async () => (world = await EscalationWorld.open()));
beforeEach(() => world.reset());
afterAll(() => world.casework.close());

const step = (instant: number) => world.casework.clock.stepTo(instant);
const resolve = async (escalationId: string, agentRef: string): Promise<void> => {
  await claimEscalation(world.casework.desk, { escalationId, agentRef });
  await resolveEscalation(world.casework.desk, { escalationId, agentRef, next: { then: 'resume' } });
};
const giveBack = async (escalationId: string, agentRef: string): Promise<void> => {
  await claimEscalation(world.casework.desk, { escalationId, agentRef });
  const reason = 'knows-the-debtor';
  expect(await returnEscalation(world.casework.desk, { escalationId, agentRef, reason })).toEqual({
    kind: 'ok',
  });
};

describe('who is given an escalation', () => {
  it('is told why, and so is whoever asks', async () => {
    const [id] = await world.handedOut('K/1');
    const view = await world.book.read(id ?? '');
    expect(view).toMatchObject({ status: 'assigned', agent: 'anna', waitsFor: null, overdue: false });
    // 33 days past due: 700 of a thousand are thought to come in.
    expect(view?.why).toEqual({
      ...{ place: 1, of: 1, priority: 3, expectedMinor: 7_000, currency: 'PLN', standing: 500 },
      ...{ candidates: 2, room: 2, notes: [], chancePerMille: 700, chances: '2026-01' },
    });
    const [stay] = await world.book.handOuts(id ?? '');
    expect(stay).toMatchObject({ agent: 'anna', how: 'run', ended: null });
  });

  it('speaks the debtor’s language where anybody does; else the queue takes it, and it says so', async () => {
    await world.roster.change('anna', { languages: ['pl'] }, 'spec');
    await world.roster.change('oleh', { languages: ['pl', 'uk'], capacity: 1 }, 'spec');
    await world.handedOut('K/9');
    expect(await world.state()).toEqual(['K/9 assigned oleh']);
    await world.reset();
    for (const ref of ['anna', 'oleh']) await world.roster.change(ref, { languages: ['pl'] }, 'spec');
    const [id] = await world.handedOut('K/9');
    expect((await world.book.read(id ?? ''))?.why).toMatchObject({ notes: ['language-not-spoken'] });
  });

  it('has the label that a step asks for; where nobody has it, it waits and says for what', async () => {
    const id = await world.escalate('K/1');
    await world.casework.db.query(`UPDATE escalations SET skills = '{instalments}'`);
    await world.runner.runDue();
    expect(await world.book.read(id)).toMatchObject({
      status: 'requested',
      waitsFor: 'skill-missing',
      why: null,
    });
    await world.roster.change('oleh', { skills: ['instalments'] }, 'spec');
    expect(await world.runner.drain()).toBe(1);
    expect(await world.book.read(id)).toMatchObject({ agent: 'oleh', waitsFor: null });
    expect((await world.book.list({ status: 'open', skill: 'instalments', limit: 9 })).items).toHaveLength(1);
    expect((await world.book.list({ status: 'open', skill: 'other', limit: 9 })).items).toEqual([]);
  });

  it('is at work before it is due, by the clock, the holidays and the days away of their own', async () => {
    // Due on Wednesday at 08:00 in Warsaw: in New York that is two o'clock at night.
    await world.roster.change(
      'anna',
      { zone: 'America/New_York', country: 'US', hours: onlyOn('wed') },
      'spec',
    );
    await world.roster.change('oleh', { absences: [{ from: '2026-01-12', to: '2026-01-14' }] }, 'spec');
    const [id] = await world.handedOut('K/1');
    expect(await world.book.read(id ?? '')).toMatchObject({
      status: 'requested',
      waitsFor: 'nobody-at-work',
    });
    await world.roster.change('anna', { zone: 'Asia/Tokyo', country: 'JP', hours: onlyOn('tue') }, 'spec');
    await step(at('mon', '12:00'));
    expect(await world.runner.runDue()).toBe(1);
    expect(await world.state()).toEqual(['K/1 assigned anna']);
  });

  it('does not exist where all are away, have no room or no limit left, and the escalation waits openly', async () => {
    const week = [{ from: '2026-01-10', to: '2026-01-20' }];
    const waitsFor = async (): Promise<string | null> => {
      const { items } = await world.book.list({ status: 'requested', limit: 9 });
      return items[0]?.waitsFor ?? null;
    };
    for (const ref of ['anna', 'oleh']) await world.roster.change(ref, { absences: week }, 'spec');
    await world.handedOut('K/1');
    expect(await waitsFor()).toBe('nobody-at-work');
    for (const ref of ['anna', 'oleh']) await world.roster.change(ref, { absences: [], capacity: 0 }, 'spec');
    await step(at('mon', '12:00'));
    await world.runner.runDue();
    expect(await waitsFor()).toBe('no-room');
    for (const ref of ['anna', 'oleh'])
      await world.roster.change(ref, { capacity: 5, dailyLimit: 0 }, 'spec');
    await step(at('mon', '16:00'));
    expect(await world.runner.runDue()).toBe(0);
    expect(await waitsFor()).toBe('no-room');
  });

  it('may be nobody, where there are no agents at all', async () => {
    await world.escalate('K/1');
    await world.casework.db.query('UPDATE agents SET active = false');
    expect([await world.runner.runDue(), await world.runner.drain()]).toEqual([0, 0]);
    const { items } = await world.book.list({ status: 'requested', limit: 9 });
    expect(items[0]?.waitsFor).toBe('queue-unserved');
  });

  it('has no more on their desk than it holds, also when two creditors hand out at the same time', async () => {
    const creditors = await Promise.all(['prad', 'siec'].map((ref) => world.casework.idOf('creditors', ref)));
    await world.roster.change('oleh', { active: false }, 'spec');
    for (let round = 0; round < 5; round += 1) {
      await world.casework.db.query('TRUNCATE escalations, escalation_runs CASCADE');
      for (const ref of ['K/1', 'K/2', 'K/3', 'S/1', 'S/2', 'S/3']) await world.escalate(ref);
      await Promise.all(
        creditors.map((creditorId) =>
          assignEscalations(world.casework.desk, { creditorId, scheduledFor: round }),
        ),
      );
      expect((await world.roster.read('anna'))?.open).toBe(2);
    }
  });

  it('gets no more new ones on a day than their limit, by the day that it is for them', async () => {
    await world.roster.change('anna', { dailyLimit: 2, capacity: 9 }, 'spec');
    await world.roster.change('oleh', { active: false }, 'spec');
    const ids = await world.handedOut('K/1', 'K/2', 'K/3', 'K/4');
    expect((await world.roster.read('anna'))?.newToday).toBe(2);
    for (const id of ids.slice(0, 2)) await resolve(id, 'anna');
    // The desk is free again; the day is not.
    expect(await world.runner.drain()).toBe(0);
    await step(at('tue', '08:00'));
    expect(await world.runner.runDue()).toBe(2);
  });
});

/** Hours on one weekday alone. */
function onlyOn(day: string) {
  const free = { sun: null, mon: null, tue: null, wed: null, thu: null, fri: null, sat: null };
  return { ...free, [day]: '08:00-17:00' };
}

describe('a desk that becomes free between two runs', () => {
  const FIVE = ['K/1', 'K/2', 'K/3', 'K/4', 'K/5'];

  it('is filled at once from what an earlier run left, the most urgent first', async () => {
    const ids = await world.handedOut(...FIVE);
    expect((await world.state()).filter((line) => line.includes('requested'))).toEqual(['K/5 requested -']);
    await step(at('mon', '09:30'));
    expect(await world.runner.drain()).toBe(0);
    const [mine] = (await world.book.list({ status: 'assigned', agent: 'oleh', limit: 1 })).items;
    await resolve(mine?.id ?? '', 'oleh');
    expect(await world.runner.drain()).toBe(1);
    expect(await world.book.read(ids[4] ?? '')).toMatchObject({ agent: 'oleh', status: 'assigned' });
    expect((await world.book.handOuts(ids[4] ?? ''))[0]).toMatchObject({ how: 'drain' });
  });

  it('is filled once by however many processes look at it, and never beyond its room', async () => {
    for (let round = 0; round < 4; round += 1) {
      await world.reset();
      await world.handedOut(...FIVE, 'K/6', 'K/7');
      await step(at('mon', '09:30'));
      await world.roster.change('oleh', { capacity: 4 }, 'spec');
      const runners = [world.runner, ...Array.from({ length: 5 }, () => world.otherRunner())];
      const drained = await Promise.all(runners.map((each) => each.drain()));
      expect(drained.reduce((sum, one) => sum + one, 0)).toBe(2);
      expect((await world.roster.read('oleh'))?.open).toBe(4);
      const twice = await world.casework.count(
        '(SELECT escalation_id FROM escalation_hand_outs WHERE ended IS NULL GROUP BY 1 HAVING count(*) > 1) t',
      );
      expect(twice).toBe(0);
    }
  });

  it('is not filled outside its agent’s hours, nor with what was asked for since the last run', async () => {
    const ids = await world.handedOut(...FIVE);
    await resolve(ids[0] ?? '', 'anna');
    await step(at('mon', '18:00'));
    expect(await world.runner.drain()).toBe(0);
    await step(at('tue', '08:00') - 1);
    expect(await world.runner.drain()).toBe(0);
    await world.reset();
    await world.handedOut('K/1');
    await step(at('mon', '09:00'));
    await world.escalate('K/2');
    expect(await world.runner.drain()).toBe(0);
    expect(await world.state()).toEqual(['K/1 assigned anna', 'K/2 requested -']);
  });

  it('is filled when its agent comes back from days away, and when one is active again', async () => {
    await world.roster.change('oleh', { active: false }, 'spec');
    await world.roster.addAbsence('anna', { from: '2026-01-12', to: '2026-01-30' }, 'spec');
    await world.handedOut('K/1', 'K/2', 'K/3');
    await step(at('mon', '09:00'));
    expect(await world.runner.drain()).toBe(0);
    await world.roster.removeAbsence('anna', '2026-01-12', 'spec');
    expect(await world.runner.drain()).toBe(2);
    await world.roster.change('oleh', { active: true }, 'spec');
    expect(await world.runner.drain()).toBe(1);
  });

  it('is filled by what a colleague gives back, which does not come back to the colleague', async () => {
    const [id = ''] = await world.handedOut('K/1');
    await claimEscalation(world.casework.desk, { escalationId: id, agentRef: 'anna' });
    const command = { escalationId: id, agentRef: 'anna', reason: 'knows-the-debtor' };
    expect(await returnEscalation(world.casework.desk, command)).toEqual({ kind: 'ok' });
    const before = await world.book.read(id);
    expect(before).toMatchObject({ status: 'requested', agent: null, passedFrom: 'anna', claimedAt: null });
    await world.roster.change('oleh', { capacity: 0 }, 'spec');
    expect(await world.runner.drain()).toBe(0);
    await world.roster.change('oleh', { capacity: 1 }, 'spec');
    expect(await world.runner.drain()).toBe(1);
    // What was promised stays promised.
    expect(await world.book.read(id)).toMatchObject({ agent: 'oleh', dueAt: before?.dueAt, priority: 3 });
    expect(await returnEscalation(world.casework.desk, command)).toEqual({ kind: 'notYours' });
  });

  it('is filled by what waits behind all that its agent gave back, where nobody else is free', async () => {
    await world.roster.change('oleh', { active: false }, 'spec');
    const ids = await world.handedOut('K/1', 'K/2', 'K/3');
    expect(await world.state()).toEqual(['K/1 assigned anna', 'K/2 assigned anna', 'K/3 requested -']);
    for (const escalationId of ids.slice(0, 2)) await giveBack(escalationId, 'anna');
    expect(await world.runner.drain()).toBe(1);
    expect(await world.state()).toEqual(['K/1 requested -', 'K/2 requested -', 'K/3 assigned anna']);
  });

  it('is filled by what was given back before any run had ranked it', async () => {
    const id = await world.escalate('K/1');
    await world.escalate('K/2');
    await giveBack(id, 'anna');
    expect(await world.runner.drain()).toBe(1);
    expect(await world.state()).toEqual(['K/1 assigned oleh', 'K/2 requested -']);
  });
});

describe('an escalation that is on its way to a desk', () => {
  const now = at('mon', '08:00');
  const present = () => ({ worksFrom: now, backFrom: now });

  it('goes to nobody once somebody has claimed it, or given it back, since it was chosen', async () => {
    const [claimed, returned, waiting] = [
      await world.escalate('K/1'),
      await world.escalate('K/2'),
      await world.escalate('K/3'),
    ];
    const given = [claimed, returned, waiting].map((id) => ({ id, notTo: null }));
    const { handOuts } = world.casework.desk.store;
    const still = await handOuts.portion(now, present, async (portion) => {
      await claimEscalation(world.casework.desk, { escalationId: claimed, agentRef: 'anna' });
      await giveBack(returned, 'anna');
      return portion.stillWaiting(given);
    });
    expect([...still]).toEqual([waiting]);
  });

  it('is not noted as waiting once somebody has claimed it', async () => {
    const escalationId = await world.escalate('K/1');
    await claimEscalation(world.casework.desk, { escalationId, agentRef: 'anna' });
    const left = { escalationId, waitsFor: 'no-room', line: 'a line', standing: 1 } as const;
    await world.casework.desk.store.handOuts.leave([left]);
    expect(await world.book.read(escalationId)).toMatchObject({ status: 'claimed', waitsFor: null });
  });
});

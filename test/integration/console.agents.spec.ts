import { requestEscalation, upsertCreditors } from '#casework';
import type { AgentView, EscalationStory, EscalationView, OverviewView, Page } from '#contracts';
import type { Problem } from '#platform';
import { ConsoleWorld } from './console.world.js';

let world: ConsoleWorld;
beforeAll(async () => (world = await ConsoleWorld.open()));
afterAll(() => world.close());

const patch = <Body = AgentView>(ref: string, body: unknown) =>
  world.send<Body>('PATCH', `/api/agents/${ref}`, { body });
const agent = async (ref: string): Promise<AgentView> =>
  (await world.get<AgentView>(`/api/agents/${ref}`)).body;

describe('an agent by the API', () => {
  it('has hours, skills and limits, with what goes without saying where nothing is said', async () => {
    const plain = await world.post<AgentView>('/api/agents', { ref: 'ewa', name: 'Ewa' });
    expect(plain.status).toBe(201);
    expect(plain.body).toMatchObject({
      ...{
        queues: ['collections'],
        languages: [],
        kinds: [],
        skills: [],
        zone: 'Europe/Warsaw',
        country: 'PL',
      },
      ...{ capacity: 40, dailyLimit: null, lead: false, absences: [], open: 0, overdue: 0, newToday: 0 },
    });
    expect(plain.body.hours).toMatchObject({ mon: '08:00-17:00', fri: '08:00-17:00' });
    const full = await world.post<AgentView>('/api/agents', {
      ...{ ref: 'ida', name: 'Ida', languages: ['uk'], kinds: ['business'], skills: ['instalments'] },
      ...{ zone: 'Europe/Kyiv', country: 'UA', hours: { sat: '10:00-14:00' }, dailyLimit: 5, lead: true },
    });
    expect(full.body).toMatchObject({
      hours: { sat: '10:00-14:00' },
      zone: 'Europe/Kyiv',
      dailyLimit: 5,
      lead: true,
    });
    expect(Object.keys(full.body.hours)).toEqual(['sat']);
  });

  it('keeps all that a change does not name, single weekdays too', async () => {
    const before = await agent('ida');
    const { body } = await patch('ida', { hours: { mon: '09:00-12:00', sat: null }, capacity: 3 });
    expect(body).toEqual({ ...before, hours: { mon: '09:00-12:00' }, capacity: 3 });
    expect((await patch('ida', {})).body).toEqual(body);
    expect((await patch('ida', { dailyLimit: null, lead: false })).body).toEqual({
      ...{ ...body, dailyLimit: null, lead: false },
    });
  });

  it('is away from one day to another, and back', async () => {
    const absence = { from: '2026-02-02', to: '2026-02-06' };
    const away = await world.post<AgentView>('/api/agents/ida/absences', absence);
    expect(away.status).toBe(201);
    await world.post('/api/agents/ida/absences', { from: '2026-03-02', to: '2026-03-02' });
    expect((await agent('ida')).absences).toHaveLength(2);
    const take = (from: string) => world.send<AgentView>('DELETE', `/api/agents/ida/absences/${from}`, {});
    expect((await take('2026-02-02')).body.absences).toEqual([{ from: '2026-03-02', to: '2026-03-02' }]);
    expect((await take('soon')).status).toBe(400);
    expect((await world.post('/api/agents/nobody/absences', absence)).status).toBe(404);
  });

  it('is refused with the fields that are at fault', async () => {
    const answer = await patch<Problem>('ida', {
      ...{ hours: { mon: '17:00-08:00' }, zone: 'Europe/Nowhere', languages: ['klingon'], capacity: -1 },
      absences: [{ from: '2026-02-06', to: '2026-02-02' }],
    });
    expect(answer.status).toBe(400);
    expect(answer.body.errors?.map(({ path }) => path).sort()).toEqual([
      'absences.0.to',
      'capacity',
      'hours.mon',
      'languages.0',
      'zone',
    ]);
    expect((await patch<Problem>('ida', { hour: {} })).status).toBe(400);
    expect((await patch<Problem>('nobody', { capacity: 1 })).status).toBe(404);
    expect((await patch<Problem>('ida%00', { capacity: 1 })).status).toBe(400);
    expect((await world.get<Problem>('/api/agents/ida%00')).status).toBe(400);
  });
});

describe('agents of a file', () => {
  const file = (agents: string): string =>
    `creditors:
  - { ref: prad, name: P, country: PL, zone: Europe/Warsaw, portfolios: [{ ref: P1, name: E, policyPacks: [pl-default] }] }
agents:
${agents}`;

  it('keep what a later file does not name', async () => {
    await upsertCreditors(
      world.casework.intake,
      file(
        "  - { ref: jan, name: Jan, queues: [data], capacity: 7, hours: { tue: '08:00-12:00' }, dailyLimit: 3 }",
      ),
    );
    const before = await agent('jan');
    expect(before).toMatchObject({
      queues: ['data'],
      capacity: 7,
      hours: { tue: '08:00-12:00' },
      dailyLimit: 3,
    });
    await upsertCreditors(
      world.casework.intake,
      file('  - { ref: jan, name: Jan Nowak, skills: [instalments] }'),
    );
    expect(await agent('jan')).toEqual({ ...before, name: 'Jan Nowak', skills: ['instalments'] });
  });

  it('are refused whole, with line and field of each fault', async () => {
    const text = file(
      [
        '  - ref: jan',
        '    name: Jan',
        '    hours:',
        "      mon: '8-16'",
        '    dailyLimit: -1',
        '    zone: Nowhere',
      ].join('\n'),
    );
    const result = await upsertCreditors(world.casework.intake, text);
    expect(
      result.kind === 'invalid' ? result.faults.map((fault) => fault.replace(/: .* \(/, ' (')) : [],
    ).toEqual(['agents.0.zone (line 9)', 'agents.0.dailyLimit (line 8)', 'agents.0.hours.mon (line 7)']);
  });
});

describe('an escalation that changes desks by the API', () => {
  const path = (id: string, act: string): string => `/api/escalations/${id}/${act}`;
  const ids = async (query: string, caller?: string): Promise<string[]> =>
    (await world.get<Page<EscalationView>>(`/api/escalations?${query}`, { agent: caller })).body.items.map(
      ({ id }) => id,
    );

  it('is passed to a colleague with a reason, given back, and found by whom it concerns', async () => {
    const { desk, idOf, clock } = { ...world.casework, idOf: world.casework.idOf.bind(world.casework) };
    const asked = await requestEscalation(desk, {
      ...{ caseId: await idOf('cases', 'K/1'), reason: 'complaint', origin: 'spec', actor: 'debtor' },
    });
    const id = asked.kind === 'ok' ? asked.escalationId : '';
    await world.post(path(id, 'claim'), undefined, { agent: 'anna' });
    expect(await ids('mine=true', 'anna')).toEqual([id]);
    expect(await ids('mine=true', 'oleh')).toEqual([]);
    expect((await world.get<Problem>('/api/escalations?mine=true')).status).toBe(400);

    const order = { to: 'oleh', reason: 'knows-the-debtor' };
    const stranger = await world.post<Problem>(path(id, 'pass'), order, { agent: 'oleh' });
    expect([stranger.status, stranger.body.detail]).toEqual([409, expect.stringMatching(/not on your desk/)]);
    expect((await world.post(path(id, 'pass'), { ...order, to: 'nobody' })).status).toBe(422);
    const passed = await world.post<EscalationView>(path(id, 'pass'), order, { agent: 'anna' });
    expect(passed.body).toMatchObject({
      ...{ agent: 'oleh', status: 'assigned', passedFrom: 'anna', claimedAt: null },
      why: { by: 'agent:anna', reason: 'knows-the-debtor' },
    });
    expect(await ids('wentFrom=anna')).toEqual([id]);

    expect((await world.post(path(id, 'return'), { reason: 'ill' }, { agent: 'anna' })).status).toBe(409);
    const back = await world.post<EscalationView>(path(id, 'return'), { reason: 'ill' }, { agent: 'oleh' });
    expect(back.body).toMatchObject({ agent: null, status: 'requested', passedFrom: 'oleh', why: null });

    await clock.stepTo(Date.parse('2026-01-20T12:00:00Z'));
    expect(await ids('overdue=true')).toEqual([id]);
    expect(await ids('overdue=false')).toEqual([]);
    const { body } = await world.get<EscalationStory>(`/api/escalations/${id}`);
    expect(body.handOuts.map((stay) => [stay.agent, stay.how, stay.ended])).toEqual([
      ['anna', 'claimed', 'handed-on'],
      ['oleh', 'named', 'returned'],
    ]);
    const events = body.timeline.flatMap((entry) => (entry.type === 'event' ? [entry.kind] : []));
    expect(events).toEqual(expect.arrayContaining(['escalation.passed', 'escalation.returned']));
    const overview = (await world.get<OverviewView>('/api/overview')).body;
    expect(overview.escalations).toMatchObject({ requested: 1, overdue: 1, passedOn: 0 });
  });
});

import type { AgentView, CaseLine, CaseView, Page, TimelineEntry } from '#contracts';
import type { Problem } from '#platform';
import { type Answer, ConsoleWorld } from './console.world.js';

interface Acted {
  changed: boolean;
  cancelled: number;
  case: CaseView;
}

let world: ConsoleWorld;
beforeAll(async () => (world = await ConsoleWorld.open()));
afterAll(() => world.close());

async function caseId(ref: string): Promise<string> {
  const found = await world.get<Page<CaseLine>>(`/api/cases?ref=${encodeURIComponent(ref)}`);
  return found.body.items[0]?.id ?? '';
}

async function act(
  ref: string,
  what: string,
  body?: unknown,
  agent?: string,
): Promise<Answer<Acted & Problem>> {
  return world.post<Acted & Problem>(`/api/cases/${await caseId(ref)}/${what}`, body, { agent });
}

describe('cases by the API', () => {
  it('are found by reference and read whole', async () => {
    const { body } = await world.get<CaseView>(`/api/cases/${await caseId('K/1')}`);
    expect(body).toMatchObject({
      ref: 'K/1',
      status: 'open',
      balanceMinor: 124_680,
      amounts: { principalMinor: 123_450, interestMinor: 1_230, costsMinor: 0, paidMinor: 0 },
      dueDate: '2025-12-10',
      daysPastDue: 33,
      creditor: { ref: 'prad', name: 'Prąd sp. z o.o.' },
      debtor: { name: 'Jan Kowalski', kind: 'consumer', birthDate: '1980-02-01', postcode: '00-001' },
      stops: [],
      refusedChannels: [],
      inconvenientTimes: [],
    });
    expect(body.contactPoints.map(({ kind, value }) => [kind, value])).toEqual([
      ['email', 'jan@example.com'],
      ['phone', '+48452974511'],
    ]);
    const { body: timeline } = await world.get<TimelineEntry[]>(`/api/cases/${body.id}/timeline`);
    expect(timeline).toEqual([expect.objectContaining({ type: 'event', kind: 'case.imported' })]);
  });

  it('keep what the person says about contacts on an address, and when they do not want any', async () => {
    const { body: before } = await world.get<CaseView>(`/api/cases/${await caseId('K/1')}`);
    const phone = before.contactPoints.find(({ kind }) => kind === 'phone');
    expect(phone?.consents).toEqual([]);
    const said = { contactPointId: phone?.id, channel: 'rcs', said: 'given', source: 'web-form' };
    const at = '2026-01-10T12:00:00.000Z';
    const given = await act('K/1', 'consents', { ...said, at }, 'anna');
    expect(given.body.changed).toBe(true);
    const [point] = given.body.case.contactPoints.filter(({ id }) => id === phone?.id);
    expect(point?.consents).toEqual([
      { channel: 'sms', said: 'given', at, source: 'web-form', by: 'agent:anna' },
    ]);
    const taken = await act('K/1', 'consents', { ...said, said: 'withdrawn', source: 'call' });
    expect(taken.body.case.contactPoints.flatMap(({ consents }) => consents)).toMatchObject([
      { said: 'withdrawn', source: 'call' },
    ]);
    expect((await act('K/1', 'consents', { ...said, channel: 'email' })).status).toBe(422);
    expect((await act('K/1', 'consents', { ...said, contactPointId: before.id })).status).toBe(404);

    const path = `/api/cases/${before.id}/inconvenient-times`;
    const times = [{ days: ['monday'], from: '00:00', until: '24:00' }];
    const set = await world.put<Acted & Problem>(path, { times: [{ days: ['monday'] }] });
    expect(set.body).toMatchObject({ changed: true, case: { inconvenientTimes: times } });
    const refused = await world.put<Acted & Problem>(path, { times: [] });
    expect(refused.status).toBe(422);
    expect(refused.body.detail).toContain('only an agent takes one back');
    expect(
      (await world.put<Acted & Problem>(path, { times: [] }, { agent: 'anna' })).body.case.inconvenientTimes,
    ).toEqual([]);
    expect((await world.put(path, { times: [{ from: '22:00', until: '07:00' }] })).status).toBe(400);
  });

  it('take the creditor’s own attributes, which campaigns ask for', async () => {
    const set = await act('K/1', 'attributes', { attributes: { region: 'śląskie', score: 7, vip: true } });
    expect(set).toMatchObject({
      status: 200,
      body: { changed: true, case: { attributes: { region: 'śląskie', score: '7', vip: 'true' } } },
    });
    const taken = await act('K/1', 'attributes', { attributes: { vip: null, score: '7' } }, 'anna');
    expect(taken.body.case.attributes).toEqual({ region: 'śląskie', score: '7' });
    expect((await act('K/1', 'attributes', { attributes: { score: '7' } })).body.changed).toBe(false);
    expect((await act('K/1', 'attributes', { attributes: { 'Risk class': 1 } })).status).toBe(400);
    expect((await act('K/1', 'attributes', { attributes: {} })).status).toBe(400);
  });

  it('are held for a reason until a moment, and let go on', async () => {
    const held = await act(
      'K/1',
      'holds',
      { reason: 'payment-plan', until: '2026-02-01T08:00:00+01:00' },
      'anna',
    );
    expect(held.body).toMatchObject({
      changed: true,
      case: {
        holds: [
          {
            reason: 'payment-plan',
            covers: 'case',
            placedBy: 'agent:anna',
            until: '2026-02-01T07:00:00.000Z',
          },
        ],
      },
    });
    expect(
      (await act('K/1', 'holds', { reason: 'payment-plan', until: '2026-02-01T08:00:00+01:00' })).body
        .changed,
    ).toBe(false);
    expect((await act('K/1', 'holds', { reason: 'late', until: '2025-02-01T08:00:00+01:00' })).status).toBe(
      422,
    );
    expect((await act('K/1', 'holds', { reason: 'Not a code!' })).status).toBe(400);
    expect((await act('K/1', 'holds', { reason: 'dispute-of-sum' }, 'nobody')).status).toBe(403);
    const lifted = await act('K/1', 'holds/lift', { reason: 'payment-plan' });
    expect(lifted.body).toMatchObject({ changed: true, case: { holds: [] } });
  });

  it.each(['cease', 'deceased', 'represented', 'insolvent'])(
    'stop for the whole person when told: %s',
    async (stop) => {
      const stopped = await act('K/2', stop);
      expect(stopped.status).toBe(200);
      expect(stopped.body.case.stops).toContain(stop);
      expect((await act('K/2', stop)).body.changed).toBe(false);
      expect((await act('K/2', 'stops/lift', { stop })).status).toBe(400);
      const lifted = await act('K/2', 'stops/lift', { stop }, 'oleh');
      expect(lifted.body.case.stops).not.toContain(stop);
    },
  );

  it('stop when disputed, wait for an agent, and end when closed', async () => {
    const disputed = await act('K/3', 'dispute');
    expect(disputed.body.case).toMatchObject({
      holds: [{ reason: 'dispute' }],
      openEscalations: [expect.any(String)],
    });
    expect((await act('K/3', 'close', { reason: 'withdrawn' })).body.case).toMatchObject({
      status: 'closed',
      closedReason: 'withdrawn',
    });
    const late = await act('K/3', 'dispute');
    expect(late.status).toBe(409);
    expect(late.body.detail).toMatch(/closed/);
  });

  it('are not there under another id', async () => {
    const nowhere = '/api/cases/019b0000-0000-7000-8000-000000000000';
    for (const path of [nowhere, `${nowhere}/timeline`]) expect((await world.get(path)).status).toBe(404);
    expect((await world.post<Problem>(`${nowhere}/cease`)).body.detail).toBe('There is no such case.');
  });
});

describe('agents by the API', () => {
  it('are added once, listed and changed', async () => {
    const profile = {
      ref: 'zofia',
      name: 'Zofia Lis',
      email: 'zofia@example.com',
      queues: ['collections', 'legal'],
      capacity: 7,
    };
    const added = await world.post<AgentView>('/api/agents', profile);
    expect(added.status).toBe(201);
    expect(added.body).toMatchObject({ ...profile, active: true, open: 0 });
    expect((await world.post('/api/agents', profile)).status).toBe(409);
    const changed = await world.send<AgentView>('PATCH', '/api/agents/zofia', {
      body: { capacity: 3, email: null },
    });
    expect(changed.body).toMatchObject({ name: 'Zofia Lis', capacity: 3, email: null });
    expect((await world.send('PATCH', '/api/agents/nobody', { body: { capacity: 3 } })).status).toBe(404);
    const faulty = await world.post<Problem>('/api/agents', { ref: 'a b', name: '', queues: [] });
    expect(faulty.body.errors?.map((error) => error.path)).toEqual(['ref', 'name', 'queues']);
    const { body: agents } = await world.get<AgentView[]>('/api/agents');
    expect(agents.map((agent) => agent.ref)).toEqual(['anna', 'oleh', 'zofia']);
  });
});

import { requestEscalation } from '#casework';
import type { EscalationStory, EscalationView, Page } from '#contracts';
import type { Problem } from '#platform';
import { ConsoleWorld } from './console.world.js';

let world: ConsoleWorld;
beforeAll(async () => (world = await ConsoleWorld.open()));
afterAll(() => world.close());

let occasions = 0;

/** Puts a case before the agents; what came before is resolved, so that each test has an escalation of its own. */
async function escalated(ref: string, priority: 'urgent' | 'normal' = 'normal'): Promise<string> {
  await world.casework.db.query("UPDATE escalations SET status = 'resolved' WHERE status <> 'resolved'");
  occasions += 1;
  const result = await requestEscalation(world.casework.desk, {
    caseId: await world.casework.idOf('cases', ref),
    reason: 'human-requested',
    origin: `spec:${occasions}`,
    actor: 'debtor',
    priority,
    act: { channel: 'sms' },
  });
  if (result.kind !== 'ok') throw new Error(result.kind);
  return result.escalationId;
}

const path = (id: string, act = ''): string => `/api/escalations/${id}${act === '' ? '' : `/${act}`}`;

describe('an escalation by the API', () => {
  it('is listed, claimed, noted and resolved by an agent, whose name stands in the record', async () => {
    const id = await escalated('K/1');
    const listed = await world.get<Page<EscalationView>>('/api/escalations?queue=collections');
    expect(listed.status).toBe(200);
    expect(listed.body.items).toEqual([
      expect.objectContaining({
        id,
        status: 'requested',
        reason: 'human-requested',
        agent: null,
        dueAt: null,
      }),
    ]);
    expect(listed.body.items[0]?.case).toMatchObject({
      ref: 'K/1',
      creditor: 'prad',
      balanceMinor: 124_680,
      currency: 'PLN',
    });

    const claimed = await world.post<EscalationView>(path(id, 'claim'), undefined, { agent: 'anna' });
    expect(claimed.status).toBe(200);
    // Two business days after Monday 08:00 in Warsaw.
    expect(claimed.body).toMatchObject({
      status: 'claimed',
      agent: 'anna',
      dueAt: '2026-01-14T07:00:00.000Z',
    });

    const noted = await world.post<{ id: string }>(
      path(id, 'note'),
      { text: 'Wants three instalments.' },
      { agent: 'anna' },
    );
    expect(noted.status).toBe(201);

    const resolved = await world.post<EscalationView>(
      path(id, 'resolve'),
      { next: 'resume' },
      { agent: 'anna' },
    );
    expect(resolved.status).toBe(200);
    expect(resolved.body).toMatchObject({ status: 'resolved', resolution: 'resume' });

    const story = await world.get<EscalationStory>(path(id));
    expect(story.body.notes).toEqual([
      expect.objectContaining({ agent: 'anna', text: 'Wants three instalments.' }),
    ]);
    expect(story.body.case).toMatchObject({
      ref: 'K/1',
      holds: [],
      openEscalations: [],
      debtor: { name: 'Jan Kowalski' },
    });
    const events = story.body.timeline.flatMap((entry) =>
      entry.type === 'event' ? [[entry.kind, entry.actor]] : [],
    );
    expect(events.slice(-3)).toEqual([
      ['escalation.claimed', 'agent:anna'],
      ['escalation.noted', 'agent:anna'],
      ['escalation.resolved', 'agent:anna'],
    ]);
    expect(story.body.timeline.map((entry) => entry.type)).toEqual(
      expect.arrayContaining(['interaction', 'note']),
    );
    const woken = await world.casework.count(`wake_ups WHERE kind = 'released'`);
    expect(woken).toBe(1);
  });

  it('goes to one of two agents who claim it at once; the other is told who it is not', async () => {
    for (let round = 0; round < 5; round += 1) {
      const id = await escalated('K/2');
      const both = await Promise.all(
        ['anna', 'oleh'].map((agent) => world.post<Problem>(path(id, 'claim'), undefined, { agent })),
      );
      expect(both.map((answer) => answer.status).sort()).toEqual([200, 409]);
      const lost = both.find((answer) => answer.status === 409);
      expect(lost?.type).toBe('application/problem+json');
      expect(lost?.body.detail).toBe('Another agent has claimed this escalation.');
    }
  });

  it('asks for the key, for an agent, and for an agent that it knows', async () => {
    const id = await escalated('K/3');
    const answers = {
      noKey: await world.post<Problem>(path(id, 'claim'), undefined, { agent: 'anna', key: null }),
      wrongKey: await world.post<Problem>(path(id, 'claim'), undefined, {
        agent: 'anna',
        key: 'x'.repeat(20),
      }),
      noAgent: await world.post<Problem>(path(id, 'claim')),
      stranger: await world.post<Problem>(path(id, 'claim'), undefined, { agent: 'nobody' }),
    };
    expect(Object.entries(answers).map(([who, { status }]) => [who, status])).toEqual([
      ['noKey', 401],
      ['wrongKey', 401],
      ['noAgent', 400],
      ['stranger', 403],
    ]);
    expect(answers.stranger.body.detail).toMatch(/no active agent/);
    expect((await world.get<EscalationStory>(path(id))).body.escalation.status).toBe('requested');
  });

  it('is resolved by its claimant alone, and once', async () => {
    const id = await escalated('K/3');
    const resolve = (agent: string) =>
      world.post<Problem>(path(id, 'resolve'), { next: 'resume' }, { agent });
    expect((await resolve('anna')).body.detail).toMatch(/claim it first/);
    await world.post(path(id, 'claim'), undefined, { agent: 'anna' });
    expect((await world.post(path(id, 'claim'), undefined, { agent: 'anna' })).status).toBe(200);
    expect((await resolve('oleh')).status).toBe(409);
    expect((await resolve('anna')).status).toBe(200);
    expect((await resolve('anna')).body.detail).toMatch(/resolved already/);
    expect((await world.post<Problem>(path(id, 'claim'), undefined, { agent: 'oleh' })).status).toBe(409);
  });

  it('says what happens to the case next: a hold until a moment, an end, or nothing more', async () => {
    const id = await escalated('K/2');
    await world.post(path(id, 'claim'), undefined, { agent: 'anna' });
    const past = { next: 'hold', until: '2026-01-01T08:00:00+01:00', reason: 'payment-plan' };
    expect((await world.post<Problem>(path(id, 'resolve'), past, { agent: 'anna' })).status).toBe(422);
    const until = '2026-02-02T08:00:00+01:00';
    const held = await world.post(path(id, 'resolve'), { ...past, until }, { agent: 'anna' });
    expect(held.status).toBe(200);
    const story = await world.get<EscalationStory>(path(id));
    expect(story.body.case.holds).toEqual([
      expect.objectContaining({
        reason: 'payment-plan',
        placedBy: 'agent:anna',
        until: '2026-02-02T07:00:00.000Z',
      }),
    ]);

    const other = await escalated('K/3');
    await world.post(path(other, 'claim'), undefined, { agent: 'anna' });
    await world.post(path(other, 'resolve'), { next: 'close', reason: 'paid-elsewhere' }, { agent: 'anna' });
    const closed = await world.get<EscalationStory>(path(other));
    expect(closed.body.case).toMatchObject({ status: 'closed', closedReason: 'paid-elsewhere' });
  });

  it('tells in the story until when a hold lasts as every other instant is told', async () => {
    const id = await escalated('K/1');
    await world.post(path(id, 'claim'), undefined, { agent: 'anna' });
    const until = '2026-01-19T07:00:00.000Z';
    await world.post(
      path(id, 'resolve'),
      { next: 'hold', until, reason: 'asked-for-time' },
      { agent: 'anna' },
    );
    const { body } = await world.get<EscalationStory>(path(id));
    expect(body.timeline).toContainEqual(
      expect.objectContaining({
        kind: 'hold.placed',
        detail: expect.objectContaining({ reason: 'asked-for-time', until }),
      }),
    );
  });

  it('refuses what it cannot understand, naming the field', async () => {
    const id = await escalated('K/1');
    const answer = await world.post<Problem>(
      path(id, 'resolve'),
      { next: 'hold', until: 'soon', reason: 'x' },
      { agent: 'anna' },
    );
    expect(answer.status).toBe(400);
    expect(answer.body.errors?.map((error) => error.path)).toEqual(['until', 'reason']);
    expect((await world.get<Problem>('/api/escalations/not-an-id')).status).toBe(400);
    const unknown = await world.get<Problem>('/api/escalations/019b0000-0000-7000-8000-000000000000');
    expect(unknown.status).toBe(404);
    expect(unknown.body.detail).toBe('There is no such escalation.');
  });

  it('is listed page by page, the most urgent first', async () => {
    const normal = await escalated('K/1');
    const more = await requestEscalation(world.casework.desk, {
      caseId: await world.casework.idOf('cases', 'K/2'),
      reason: 'complaint',
      origin: 'spec:urgent',
      actor: 'debtor',
      priority: 'urgent',
    });
    if (more.kind !== 'ok') throw new Error(more.kind);
    const first = await world.get<Page<EscalationView>>('/api/escalations?limit=1');
    expect(first.body.items.map((item) => item.id)).toEqual([more.escalationId]);
    const second = await world.get<Page<EscalationView>>(`/api/escalations?limit=1&after=${first.body.next}`);
    expect(second.body).toMatchObject({ items: [{ id: normal }], next: null });
  });

  it('is found by the number of its case, among what the other filters leave', async () => {
    const first = await escalated('K/1');
    const other = await requestEscalation(world.casework.desk, {
      caseId: await world.casework.idOf('cases', 'K/2'),
      ...{ reason: 'complaint', origin: 'spec:search', actor: 'debtor', queue: 'complaints' },
    });
    if (other.kind !== 'ok') throw new Error(other.kind);
    const found = async (query: string): Promise<string[]> => {
      const { status, body } = await world.get<Page<EscalationView>>(`/api/escalations?${query}`);
      expect(status).toBe(200);
      return body.items.map(({ id }) => id);
    };
    expect(await found('ref=K%2F1')).toEqual([first]);
    expect(await found('ref=%20K%2F2%20')).toEqual([other.escalationId]);
    expect(await found('ref=K%2F2&queue=complaints')).toEqual([other.escalationId]);
    expect(await found('ref=K%2F2&queue=collections')).toEqual([]);
    expect(await found('ref=K%2F99')).toEqual([]);
    // Part of a number is no number: K/1 is not K/10.
    expect(await found('ref=K%2F')).toEqual([]);
    expect((await world.get<Problem>('/api/escalations?ref=')).status).toBe(400);
  });
});

import type { CaseLine, CaseView, Page, TimelineEntry } from '#contracts';
import type { Problem } from '#platform';
import { type Call, ConsoleWorld } from './console.world.js';

type Acted = { changed: boolean; case: CaseView } & Problem;

let world: ConsoleWorld;
beforeAll(async () => (world = await ConsoleWorld.open()));
afterAll(() => world.close());

async function path(ref: string, what: string): Promise<string> {
  const found = await world.get<Page<CaseLine>>(`/api/cases?ref=${encodeURIComponent(ref)}`);
  return `/api/cases/${found.body.items[0]?.id ?? ''}/${what}`;
}

async function call(method: 'POST' | 'DELETE', ref: string, what: string, more: Call = {}) {
  return world.send<Acted>(method, await path(ref, what), more);
}

const anna = (body: unknown): Call => ({ agent: 'anna', body });

describe('promises by the API', () => {
  it('are recorded by an agent, shown with the case and on its timeline, and taken back', async () => {
    const made = await call('POST', 'K/1', 'promises', anna({ amount: 50_000, by: '2026-01-16' }));
    expect(made).toMatchObject({ status: 200, body: { changed: true } });
    const { promises, holds } = made.body.case;
    expect(promises).toMatchObject([
      { amountMinor: 50_000, by: '2026-01-16', deadline: '2026-01-20', source: 'agent', status: 'active' },
    ]);
    expect(holds).toMatchObject([{ reason: 'promise', until: null }]);
    const { body: timeline } = await world.get<TimelineEntry[]>(await path('K/1', 'timeline'));
    expect(timeline).toContainEqual(
      expect.objectContaining({ type: 'event', kind: 'promise.made', actor: 'agent:anna' }),
    );
    const id = promises[0]?.id ?? '';
    const back = await call('DELETE', 'K/1', `promises/${id}`, { agent: 'anna' });
    expect(back.body.case).toMatchObject({ holds: [], promises: [{ status: 'cancelled' }] });
  });

  it('need an agent who is known', async () => {
    const body = { amount: 'balance', by: '2026-01-16' };
    expect((await call('POST', 'K/1', 'promises', { body })).status).toBe(400);
    expect((await call('POST', 'K/1', 'promises', { body, agent: 'nobody' })).status).toBe(403);
  });

  it.each([
    ['a date too far ahead', { amount: 'balance', by: '2026-12-31' }, 422, '2026-02-11 is the last day'],
    ['a date that is over', { amount: 'balance', by: '2026-01-11' }, 422, 'today is 2026-01-12'],
    ['more than is owed', { amount: 9_999_999, by: '2026-01-16' }, 422, 'more than is owed, 124680 minor'],
    ['less than the least part', { amount: 12_467, by: '2026-01-16' }, 422, 'the terms take, 12468 minor'],
    ['a date that is none', { amount: 'balance', by: '2026-02-30' }, 400, 'by'],
    ['half a penny', { amount: 0.5, by: '2026-01-16' }, 400, 'amount'],
  ])('with %s are refused with a word how to get on', async (_, body, status, word) => {
    const answer = await call('POST', 'K/1', 'promises', anna(body));
    expect([answer.status, JSON.stringify(answer.body)]).toEqual([status, expect.stringContaining(word)]);
  });

  it('beyond the number that the terms take, and beside a plan, are refused with that reason', async () => {
    const promise = (ref: string, day: number) =>
      call('POST', ref, 'promises', anna({ amount: 'balance', by: `2026-01-${day}` }));
    // One was taken back as a mistake above, and does not count.
    for (const day of [14, 15, 16]) expect((await promise('K/1', day)).status).toBe(200);
    const beyond = await promise('K/1', 19);
    expect([beyond.status, beyond.body.detail]).toEqual([422, expect.stringContaining('the terms take, 3.')]);
    const instalments = [{ dueOn: '2026-02-02', amountMinor: 1_000 }];
    expect((await call('POST', 'K/3', 'plan', { body: { ref: 'U/9', instalments } })).status).toBe(200);
    const beside = await promise('K/3', 19);
    expect([beside.status, beside.body.detail]).toEqual([
      422,
      expect.stringContaining('A plan of instalments runs'),
    ]);
    await call('DELETE', 'K/3', 'plan');
  });

  it('of a case that does not exist are not found', async () => {
    const nowhere = '/api/cases/00000000-0000-7000-8000-000000000000/promises';
    const answer = await world.post(nowhere, { amount: 'balance', by: '2026-01-16' }, { agent: 'anna' });
    expect(answer.status).toBe(404);
  });
});

describe('plans by the API', () => {
  const instalments = [
    { dueOn: '2026-02-02', amountMinor: 25_000 },
    { dueOn: '2026-03-02', amountMinor: 25_000 },
  ];

  it('are told by the creditor’s system, once, and taken back', async () => {
    const told = await call('POST', 'K/2', 'plan', { body: { ref: 'U/1', instalments } });
    expect(told).toMatchObject({ status: 200, body: { changed: true } });
    expect(told.body.case.plans).toMatchObject([
      { ref: 'U/1', totalMinor: 50_000, status: 'active', instalments: [{ number: 1 }, { number: 2 }] },
    ]);
    const again = await call('POST', 'K/2', 'plan', { body: { ref: 'U/1', instalments } });
    expect(again.body.changed).toBe(false);
    const back = await call('DELETE', 'K/2', 'plan');
    expect(back.body.case).toMatchObject({ holds: [], plans: [{ status: 'cancelled' }] });
  });

  it('that cannot be are refused, naming the instalment', async () => {
    const wrong = [instalments[0], { dueOn: '2026-02-02', amountMinor: 25_000 }];
    const answer = await call('POST', 'K/2', 'plan', { body: { instalments: wrong } });
    expect([answer.status, JSON.stringify(answer.body)]).toEqual([
      400,
      expect.stringMatching(/instalments.1.dueOn.*not after the instalment before it/),
    ]);
  });

  const file = (...rows: string[]) => ['nr_sprawy;nr_ugody;termin_raty;kwota_raty;stan', ...rows].join('\n');
  const send = (text: string, query = '') =>
    world.post<{ counts: unknown; faults: unknown[] }>(`/api/plans?creditor=prad${query}`, text, {
      type: 'text/csv',
    });

  const NONE = { unreadable: 0, agreed: 0, cancelled: 0, repeated: 0, superseded: 0, refused: 0 };

  it('come as a file, which tells in a dry run what it would do, and does it once', async () => {
    const text = file('K/2;U/2;02.02.2026;250,00;', 'K/2;U/2;02.03.2026;250,00;', 'K/3;;;;cancelled');
    const counts = { ...NONE, rows: 3, plans: 2, agreed: 1, repeated: 1 };
    const dry = await send(text, '&dryRun=true');
    expect(dry).toMatchObject({ status: 200, body: { counts: { agreed: 1, refused: 0 } } });
    expect(await world.casework.count("plans WHERE ref = 'U/2'")).toBe(0);
    expect((await send(text)).body.counts).toEqual(counts);
    expect((await send(text)).body.counts).toEqual({ ...counts, agreed: 0, repeated: 2 });
  });

  it('are taken back by their number: a file that lists old ones as well leaves the one that runs', async () => {
    const counts = { ...NONE, rows: 2, plans: 2, repeated: 2 };
    const text = file('K/2;U/2;02.02.2026;500,00;', 'K/2;U/1;;;cancelled');
    await send(file('K/2;U/2;02.02.2026;500,00;'));
    expect((await send(text, '&dryRun=true')).body.counts).toMatchObject({ cancelled: 0, repeated: 2 });
    expect((await send(text)).body.counts).toEqual(counts);
    expect(await world.casework.count("plans WHERE ref = 'U/2' AND status = 'active'")).toBe(1);
    expect((await send(file('K/2;U/2;;;cancelled'))).body.counts).toMatchObject({ cancelled: 1 });
    expect(await world.casework.count("plans WHERE ref = 'U/2' AND status = 'active'")).toBe(0);
  });

  it('that cannot be taken from a file are told by line, column and reason; the others are taken', async () => {
    const answer = await send(
      file('K/3;U/3;02.02.2026;50,00;', 'K/9;U/9;02.02.2026;50,00;', 'K/1;U/1;02.02.2026;9999,00;'),
    );
    expect(answer.body).toMatchObject({ counts: { agreed: 1, refused: 2 } });
    expect(answer.body.faults).toMatchObject([
      { line: 3, column: 'nr_sprawy', value: 'K/9', reason: 'is no case of this creditor' },
      { line: 4, column: 'kwota_raty', reason: expect.stringContaining('more than is owed') as unknown },
    ]);
  });

  it('are kept out as a whole by a row that cannot be read, since an instalment would be missing', async () => {
    const before = await world.casework.count('plans');
    const answer = await send(file('K/1;U/5;02.02.2026;50,00;', 'K/1;U/5;soon;50,00;', 'K/1;U/5;;50,00;'));
    expect(answer.body.counts).toEqual({ ...NONE, rows: 3, unreadable: 2, plans: 1, refused: 1 });
    expect(answer.body.faults).toMatchObject([
      { line: 3, column: 'termin_raty', value: 'soon', reason: 'is no date' },
      { line: 4, column: 'termin_raty', reason: 'is empty' },
    ]);
    const alone = await send(file('K/1;U/5;soon;50,00;'));
    expect(alone.body.counts).toEqual({ ...NONE, rows: 1, unreadable: 1, plans: 1, refused: 1 });
    const gap = await send(file('K/1;U/5;02.02.2026;50,00;', 'K/2;U/6;02.02.2026;;'));
    expect(gap.body.counts).toEqual({ ...NONE, rows: 2, unreadable: 1, plans: 2, refused: 2 });
    expect(await world.casework.count('plans')).toBe(before);
  });

  it.each([
    ['an older one before', ['K/2;V/1;02.02.2026;100,00;', 'K/2;V/2;09.02.2026;200,00;'], 'V/2'],
    [
      'an older one around',
      ['K/2;V/3;02.02.2026;100,00;', 'K/2;V/4;09.02.2026;200,00;', 'K/2;V/3;16.02.2026;100,00;'],
      'V/3',
    ],
    ['whichever runs taken back before', ['K/2;;;;cancelled', 'K/2;V/5;09.02.2026;200,00;'], 'V/5'],
  ])('of one case in one file are one, the last: %s', async (_, rows, ref) => {
    const plans = () =>
      world.casework.rows("SELECT ref, agreed_at FROM plans WHERE status = 'active' AND ref LIKE 'V/%'");
    const first = await send(file(...rows));
    expect(first.body.counts).toEqual({ ...NONE, rows: rows.length, plans: 2, agreed: 1, superseded: 1 });
    expect(first.body).toMatchObject({ superseded: [{ caseRef: 'K/2' }] });
    const running = await plans();
    expect(running).toMatchObject([{ ref }]);
    const again = await send(file(...rows));
    expect(again.body.counts).toEqual({ ...NONE, rows: rows.length, plans: 2, repeated: 1, superseded: 1 });
    expect(await plans()).toEqual(running);
  });
});

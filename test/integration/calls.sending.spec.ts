import type { MessageBatch, SubmissionResult } from '#contracts';
import { SendingWorld } from './sending.world.js';

const CAMPAIGN = `
key: one-call
name: One call
version: 1
country: PL
zone: Europe/Warsaw
policies: [pl-default]
audience: { currency: PLN, kind: consumer }
steps:
  - { key: notice, type: send, at: { dpd: 1, time: '09:30' }, channels: [{ channel: voice }, { channel: sms }], template: overdue }
  - { key: over, type: end }
`;

const together = (batches: MessageBatch[]): MessageBatch => ({
  shards: batches.flatMap((batch) => batch.shards),
  ids: batches.flatMap((batch) => batch.ids),
  legs: batches.flatMap((batch) => batch.legs),
});

describe('a step that calls', () => {
  let world: SendingWorld;
  beforeEach(async () => {
    world = await SendingWorld.open(3, CAMPAIGN);
  }, 120_000);
  afterEach(() => world.close());

  const callFrom = (number: string) =>
    world.db.query('UPDATE creditors SET settings = $1', [JSON.stringify({ voice: { callFrom: number } })]);
  const legs = async () =>
    (
      await world.db.query<{
        leg_no: number;
        channel: string;
        version: string;
        body: string;
        status: string;
      }>(
        `SELECT leg_no, channel, template_version AS version, body, status FROM legs ORDER BY message_id, leg_no`,
      )
    ).rows;

  it('keeps the dialogue and what it may say, and hands over a number and no words', async () => {
    await callFrom('+48223000000');
    const batch = together(await world.prepare());
    const [leg] = await legs();
    expect(leg).toMatchObject({ leg_no: 1, channel: 'voice' });
    expect(leg?.version).toMatch(/^dialogues\/overdue-call\/pl@/);
    expect(JSON.parse(leg?.body ?? '')).toMatchObject({
      debtor: { name: 'Anna Nowak' },
      today: '2026-01-12',
    });
    await world.sender().send('voice', batch);
    expect(world.adapter.submissions).toHaveLength(3);
    expect(world.adapter.submissions[0]).toMatchObject({ from: '+48223000000', body: '' });
    expect(world.adapter.submissions[0]?.to).toMatch(/^\+48/);
    const { rows } = await world.db.query<{ contacts: { ch: string }[] }>('SELECT contacts FROM persons');
    expect(rows.map(({ contacts }) => contacts.map(({ ch }) => ch))).toEqual([
      ['voice'],
      ['voice'],
      ['voice'],
    ]);
  });

  it('goes on by SMS where the creditor has no number to call from', async () => {
    await world.prepare();
    expect(new Set((await legs()).map(({ channel }) => channel))).toEqual(new Set(['sms']));
  });

  it('goes on by SMS where the number was opted out of calls', async () => {
    await callFrom('+48223000000');
    await world.db.query(`UPDATE contact_points SET opted_out = '{voice}'`);
    await world.prepare();
    expect(new Set((await legs()).map(({ channel }) => channel))).toEqual(new Set(['sms']));
  });

  it('goes on by SMS as the same contact where the provider will not call', async () => {
    await callFrom('+48223000000');
    const batch = together(await world.prepare());
    world.adapter.answer = async (): Promise<SubmissionResult> => ({
      outcome: 'refused',
      code: '21215',
      retry: 'never',
    });
    await world.sender().send('voice', batch);
    await world.renderAgain();
    expect((await legs()).map(({ channel, status }) => [channel, status])).toEqual([
      ['voice', 'failed'],
      ['sms', 'rendered'],
      ['voice', 'failed'],
      ['sms', 'rendered'],
      ['voice', 'failed'],
      ['sms', 'rendered'],
    ]);
  });

  it('waits for the next permitted hours when too little is left of these', async () => {
    await callFrom('+48223000000');
    const batch = together(await world.prepare());
    world.adapter.answer = async (): Promise<SubmissionResult> => ({
      outcome: 'refused',
      code: 'window-closing',
      retry: 'later',
      retryAfterMs: 0,
    });
    await world.sender().send('voice', batch);
    const { rows } = await world.db.query<{ contacts: unknown[] }>('SELECT contacts FROM persons');
    expect(rows.every(({ contacts }) => contacts.length === 0)).toBe(true);
    world.adapter.answer = async () => ({ outcome: 'accepted', providerRef: 'CA1', status: 'queued' });
    world.adapter.submissions.length = 0;
    await world.waitUntil('2026-01-12T19:30:00Z');
    await world.sender().send('voice', batch);
    expect(world.adapter.submissions).toEqual([]);
    const flights = await world.db.query<{ stage: string }>('SELECT DISTINCT stage FROM flights');
    expect(flights.rows).toEqual([{ stage: 'deferred' }]);
  });
});

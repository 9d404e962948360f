import { createHmac } from 'node:crypto';
import { RunningSandbox } from '../spec-support/running-sandbox.js';

describe('the payment provider', () => {
  let sandbox: RunningSandbox;
  beforeEach(async () => {
    sandbox = await RunningSandbox.start();
  });
  afterEach(() => sandbox.close());

  const wanted = () => ({
    amount_minor: 123_450,
    currency: 'PLN',
    reference: 'case-1/pay-1',
    description: 'Sprawa <1>',
    success_url: `${sandbox.receiver.url}/paid`,
    cancel_url: `${sandbox.receiver.url}/left`,
  });
  const open = async (headers: Record<string, string> = {}) => {
    const answer = await sandbox.post('/sandbox/payments/sessions', wanted(), {
      authorization: 'Bearer payment-key',
      ...headers,
    });
    return { ...((await answer.json()) as { id: string; url: string }), status: answer.status };
  };
  const press = (address: string) => fetch(address, { method: 'POST', redirect: 'manual' });

  it('opens a session only for the bearer of the key, once per idempotency key', async () => {
    expect((await sandbox.post('/sandbox/payments/sessions', wanted())).status).toBe(401);
    const first = await open({ 'idempotency-key': 'k' });
    expect(first.status).toBe(201);
    expect(first.url).toBe(`${sandbox.url}/sandbox/pay/${first.id}`);
    expect((await open({ 'idempotency-key': 'k' })).id).toBe(first.id);
    expect((await open()).id).not.toBe(first.id);
  });

  it('says what is wrong with a request', async () => {
    const answer = await sandbox.post(
      '/sandbox/payments/sessions',
      { ...wanted(), amount_minor: 0 },
      { authorization: 'Bearer payment-key' },
    );
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('amount_minor');
  });

  it('shows the amount, says that it is a sandbox and needs no script', async () => {
    const page = await (await fetch((await open()).url)).text();
    expect(page).toMatch(/1[\s\u00a0]234,50[\s\u00a0]zł/);
    expect(page).toContain('nic nie opuszcza tego komputera');
    expect(page).toContain('Sprawa &lt;1&gt;');
    expect(page).not.toContain('<script');
  });

  it('pays once, goes back, and reports it signed until we take it, always as the same event', async () => {
    let failures = 1;
    sandbox.receiver.answer = () => ({ status: failures-- > 0 ? 500 : 200 });
    const { id, url } = await open();
    const back = await press(url);
    expect([back.status, back.headers.get('location')]).toEqual([303, `${sandbox.receiver.url}/paid`]);
    await press(url);
    await sandbox.idle();

    const webhooks = sandbox.receiver.at('/webhooks/payments/sandbox');
    expect(webhooks).toHaveLength(2);
    for (const { headers, body } of webhooks) {
      const [, time, digest] = /^t=(\d+),v1=(\w+)$/.exec(String(headers['dunlin-payment-signature'])) ?? [];
      expect(createHmac('sha256', 'payment-secret').update(`${time}.${body}`).digest('hex')).toBe(digest);
      expect(JSON.parse(body)).toEqual({
        id: `evt_${id.slice(3)}`,
        type: 'payment.succeeded',
        data: {
          session: id,
          reference: 'case-1/pay-1',
          amount_minor: 123_450,
          currency: 'PLN',
          paid_at: '2026-11-23T08:00:00+01:00',
        },
      });
    }
  });

  it('cancels without a word to anybody', async () => {
    const { url } = await open();
    expect((await press(`${url}/cancel`)).headers.get('location')).toBe(`${sandbox.receiver.url}/left`);
    await press(url);
    await sandbox.live(60_000);
    expect(sandbox.receiver.received).toEqual([]);
    expect(await (await fetch(url)).text()).toContain('Ta płatność została anulowana.');
  });
});

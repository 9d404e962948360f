import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deriveKey } from '#domain';
import { SandboxPaymentProvider } from './sandbox-payment.provider.js';

const SECRET = 'a secret of at least thirty-two characters';
const PAYMENT = {
  reference: 'REF-1',
  amountMinor: 12_345,
  currency: 'PLN',
  description: 'Prąd K/1',
  language: 'pl',
  successUrl: 'https://d.test/ok',
  cancelUrl: 'https://d.test/back',
};

let server: Server;
let status = 201;
let received: { headers: IncomingMessage['headers']; url: string; body: Record<string, unknown> };
let provider: SandboxPaymentProvider;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    received = {
      headers: request.headers,
      url: request.url ?? '',
      body: JSON.parse(text) as Record<string, unknown>,
    };
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ id: 'ps_1', url: 'https://d.test/sandbox/pay/ps_1' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const paymentsUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sandbox/payments`;
  provider = new SandboxPaymentProvider({ paymentsUrl, publicUrl: 'https://d.test', secret: SECRET });
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function notice(body: string, secret = deriveKey(SECRET, 'payment-webhook').toString('hex')) {
  const seconds = Math.floor(Date.now() / 1000);
  const digest = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return provider.read(Buffer.from(body), { 'dunlin-payment-signature': `t=${seconds},v1=${digest}` });
}

describe('the sandbox’s payment provider', () => {
  it('opens a page for an amount under our reference, which also keeps it from being opened twice', async () => {
    expect(await provider.open(PAYMENT)).toEqual({
      providerRef: 'ps_1',
      url: 'https://d.test/sandbox/pay/ps_1',
    });
    expect(received.url).toBe('/sandbox/payments/sessions');
    expect(received.headers.authorization).toBe(
      `Bearer ${deriveKey(SECRET, 'sandbox-payment-api').toString('hex')}`,
    );
    expect(received.headers['idempotency-key']).toBe('REF-1');
    expect(received.body).toMatchObject({
      reference: 'REF-1',
      amount_minor: 12_345,
      currency: 'PLN',
      webhook_url: 'https://d.test/webhooks/payments/sandbox',
    });
  });

  it('says so when no page can be opened', async () => {
    status = 503;
    await expect(provider.open(PAYMENT)).rejects.toThrow('503');
    status = 201;
  });

  it('reads a payment from a signed notice alone', () => {
    const data = {
      session: 'ps_1',
      reference: 'REF-1',
      amount_minor: 12_345,
      currency: 'PLN',
      paid_at: '2026-01-12T23:30:00Z',
    };
    const body = JSON.stringify({ id: 'evt_1', type: 'payment.succeeded', data });
    const expected = {
      eventId: 'evt_1',
      reference: 'REF-1',
      amountMinor: 12_345,
      currency: 'PLN',
      paidOn: '2026-01-12',
    };
    expect(notice(body)).toEqual(expected);
    expect(notice(body, 'another secret')).toBeNull();
    expect(provider.read(Buffer.from(body), {})).toBeNull();
  });
});

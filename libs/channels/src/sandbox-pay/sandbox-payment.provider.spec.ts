import { deriveKey } from '#domain';
import { describePaymentProvider, type PaymentHarness } from '../payment-conformance.js';
import { signedInTime } from '../signed-in-time.js';
import { describeWebhooks } from '../webhook-conformance.js';
import { PaymentStub } from './payment-stub.js';
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
const NOTICE = {
  id: 'evt_1',
  type: 'payment.succeeded',
  data: {
    session: 'ps_1',
    reference: 'REF-1',
    amount_minor: 12_345,
    currency: 'PLN',
    paid_at: '2026-01-12T23:30:00Z',
  },
};

const providerAt = (paymentsUrl: string) =>
  new SandboxPaymentProvider(
    { paymentsUrl, publicUrl: 'https://d.test', secret: SECRET },
    { answerTimeoutMs: 2_000 },
  );

async function harness(): Promise<PaymentHarness> {
  const stub = new PaymentStub();
  const provider = providerAt(await stub.listen());
  let open = true;
  return {
    provider,
    turn: async (mood) => {
      stub.mood = mood;
      if (mood === 'is-down') await stub.close();
      open = mood !== 'is-down';
    },
    keys: () => stub.received.map(({ headers }) => String(headers['idempotency-key'])),
    close: async () => {
      if (open) await stub.close();
    },
  };
}

describePaymentProvider('the sandbox’s payment provider', PAYMENT, harness);

const asBody = (notice: unknown): Buffer => Buffer.from(JSON.stringify(notice));
const withData = (data: object): Buffer => asBody({ ...NOTICE, data: { ...NOTICE.data, ...data } });
const reader = providerAt('http://127.0.0.1:1');

describeWebhooks('the sandbox’s notice of a payment', {
  event: {
    body: asBody(NOTICE),
    fact: {
      eventId: 'evt_1',
      reference: 'REF-1',
      amountMinor: 12_345,
      currency: 'PLN',
      paidOn: '2026-01-12',
    },
  },
  newer: asBody({ ...NOTICE, api_version: '2027-01-01', data: { ...NOTICE.data, method: 'blik' } }),
  unreadable: {
    'is another kind of event': asBody({ ...NOTICE, type: 'payment.failed' }),
    'is about no money': withData({ amount_minor: 0 }),
    'is about less than none': withData({ amount_minor: -1 }),
    'is about part of a grosz': withData({ amount_minor: 12.5 }),
    'has its amount as text': withData({ amount_minor: '12345' }),
    'names no payment': withData({ reference: '' }),
    'is of no day': withData({ paid_at: '2026-13-45T00:00:00Z' }),
    'is cut off': asBody(NOTICE).subarray(0, 60),
    'is no JSON': Buffer.from('id=evt_1&reference=REF-1'),
    'is empty': Buffer.alloc(0),
  },
  personal: ['REF-1', '12345'],
  bindsAddress: false,
  bindsTime: true,
  sign: (body, { secret = SECRET, secondsAgo = 0 } = {}) => ({
    url: 'https://d.test/webhooks/payments/sandbox',
    body,
    headers: {
      'dunlin-payment-signature': signedInTime(deriveKey(secret, 'payment-webhook'), body, secondsAgo),
    },
  }),
  read: ({ headers, body }) => {
    const read = reader.read(body, headers);
    return typeof read === 'string' ? { kind: read } : { kind: 'fact', fact: read };
  },
});

describe('the sandbox’s payment provider', () => {
  it('asks for a page for an amount under our reference, and for word of the payment', async () => {
    const stub = new PaymentStub();
    const provider = providerAt(await stub.listen());
    expect(await provider.open(PAYMENT)).toEqual({
      providerRef: 'ps_1',
      url: 'https://d.test/sandbox/pay/ps_1',
    });
    const [asked] = stub.received;
    expect(asked?.url).toBe('/sandbox/payments/sessions');
    expect(asked?.headers.authorization).toBe(
      `Bearer ${deriveKey(SECRET, 'sandbox-payment-api').toString('hex')}`,
    );
    expect(asked?.headers['idempotency-key']).toBe('REF-1');
    expect(asked?.body).toMatchObject({
      reference: 'REF-1',
      amount_minor: 12_345,
      currency: 'PLN',
      webhook_url: 'https://d.test/webhooks/payments/sandbox',
    });
    await stub.close();
  });
});

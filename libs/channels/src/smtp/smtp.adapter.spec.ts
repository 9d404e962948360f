import { generateKeyPairSync } from 'node:crypto';
import PostalMime from 'postal-mime';
import type { Config, Submission } from '#contracts';
import { deriveKey, smtpFailure } from '#domain';
import type { ConformanceHarness } from '../conformance-harness.js';
import { describeChannelAdapter } from '../conformance.js';
import { SmtpStub } from './smtp-stub.js';
import { SmtpAdapter } from './smtp.adapter.js';
import { Verp } from './verp.js';

const SECRET = 'a secret of at least thirty-two characters';

const SUBMISSION: Submission = {
  shard: 63,
  messageId: '0190b0b0-0000-7000-8000-000000000001',
  legNo: 2,
  attemptId: '0190b0b0-0000-7000-8000-000000000002',
  to: 'debtor@example.com',
  from: 'Dunlin <no-reply@energia.test>',
  fromName: 'Energia Przykład',
  subject: 'Zaległość w sprawie 1/2026',
  body: 'Dzień dobry, szczegóły: https://d.test/p/0abcdefghijklm',
  html: '<p>Dzień dobry, <a href="https://d.test/p/0abcdefghijklm">szczegóły</a></p>',
  link: 'https://d.test/p/0abcdefghijklm',
  unsubscribeUrl: 'https://d.test/p/0abcdefghijklm/unsubscribe',
};

function adapterFor(port: number, mail: Config['mail'] = {}, connectTimeoutMs = 2_000): SmtpAdapter {
  const config = { smtpUrl: `smtp://127.0.0.1:${port}`, secret: SECRET, mail };
  return new SmtpAdapter(config, { connectTimeoutMs, answerTimeoutMs: 400 });
}

async function harness(): Promise<ConformanceHarness> {
  const stub = new SmtpStub();
  await stub.listen();
  const adapter = adapterFor(stub.port);
  let open = true;
  return {
    adapter,
    taken: () => stub.mails.length,
    turn: async (mood) => {
      stub.mood = mood;
      if (mood === 'is-down' && open) await stub.close();
      open = mood !== 'is-down';
    },
    refuseWith: async (code) => {
      stub.recipientReply = `${code.startsWith('4') ? 450 : 550} ${code} no`;
    },
    close: async () => {
      await adapter.destroy();
      if (open) await stub.close();
    },
  };
}

describeChannelAdapter('SMTP', {
  submission: SUBMISSION,
  refusals: [
    { code: '4.2.1', retry: 'later', means: { permanent: false } },
    { code: '4.7.1', retry: 'later', means: { permanent: false } },
    { code: '5.1.1', retry: 'never', means: { invalidPoint: true, fallback: true } },
    { code: '5.2.2', retry: 'never', means: { invalidPoint: false, fallback: true } },
    { code: '5.7.1', retry: 'never', means: { invalidPoint: false, fallback: true } },
    { code: '5.7.26', retry: 'never', means: { invalidPoint: false, fallback: false } },
  ],
  meaningOf: (code) => smtpFailure(0, code, true),
  looksUp: false,
  start: harness,
});

describe('SMTP', () => {
  let stub: SmtpStub;
  let adapter: SmtpAdapter;
  beforeEach(async () => {
    stub = new SmtpStub();
    await stub.listen();
    adapter = adapterFor(stub.port);
  });
  afterEach(async () => {
    await adapter.destroy();
    await stub.close();
  });

  it('sends from an address that names the leg when the mail bounces', async () => {
    await adapter.submit(SUBMISSION);
    const { from = '', to } = stub.mails[0] ?? {};
    expect(from).toMatch(/^bounces\+[0-9a-v]{42}@energia\.test$/);
    expect(from.split('@')[0]?.length).toBeLessThanOrEqual(64);
    expect(new Verp(deriveKey(SECRET, 'verp')).find(from)).toEqual({
      shard: 63,
      messageId: SUBMISSION.messageId,
      legNo: 2,
    });
    expect(to).toBe('debtor@example.com');
  });

  it('carries both parts, the creditor’s name, and one header for one-click unsubscription', async () => {
    await adapter.submit(SUBMISSION);
    const raw = stub.mails[0]?.raw ?? '';
    const mail = await PostalMime.parse(Buffer.from(raw, 'latin1'));
    expect(mail.text).toContain('Dzień dobry');
    expect(mail.html).toContain('<a href=');
    expect(mail.from).toMatchObject({ name: 'Energia Przykład', address: 'no-reply@energia.test' });
    expect(mail.messageId).toBe(`<${SUBMISSION.attemptId}@energia.test>`);
    const header = (key: string) => mail.headers.filter((one) => one.key === key).map((one) => one.value);
    expect(header('list-unsubscribe')).toEqual(['<https://d.test/p/0abcdefghijklm/unsubscribe>']);
    expect(header('list-unsubscribe-post')).toEqual(['List-Unsubscribe=One-Click']);
    expect(header('auto-submitted')).toEqual(['auto-generated']);
  });

  it('signs the one-click header as well when DKIM is configured', async () => {
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 1024,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    const signing = adapterFor(stub.port, {
      dkim: { domainName: 'energia.test', keySelector: 's', privateKey },
    });
    expect(await signing.submit(SUBMISSION)).toMatchObject({ outcome: 'accepted' });
    const signature = /DKIM-Signature:[^]*?(?=\r\n\S)/i.exec(stub.mails[0]?.raw ?? '')?.[0] ?? '';
    expect(signature.replace(/\s/g, '').toLowerCase()).toMatch(/h=[^;]*list-unsubscribe-post/);
    await signing.destroy();
  });

  it('reuses its connections, also after a refusal', async () => {
    const narrow = adapterFor(stub.port, { connections: 1 });
    stub.recipientReply = '550 5.1.1 no such user';
    for (let i = 0; i < 5; i += 1) await narrow.submit({ ...SUBMISSION, attemptId: `attempt-${i}` });
    expect(stub.mails).toHaveLength(4);
    expect(stub.connections).toBe(1);
    await narrow.destroy();
  });

  it.each<[string, Partial<SmtpStub>]>([
    ['greets with nonsense', { greeting: 'hello there' }],
    ['greets with no more than a line’s end', { greeting: '\r\n' }],
    ['greets with a refusal for now', { greeting: '421 4.3.2 stopping' }],
    ['greets with a refusal for good', { greeting: '554 5.3.2 no service here' }],
    ['hangs up at once', { greeting: '' }],
    ['cuts off at the sender', { cutsOffAt: 'MAIL' }],
    ['cuts off at the recipient', { cutsOffAt: 'RCPT' }],
    ['cuts off before the mail itself', { cutsOffAt: 'DATA' }],
  ])('proves that a mail is not accepted, and may come again, when its server %s', async (_, manners) => {
    Object.assign(stub, manners);
    expect(await adapter.submit(SUBMISSION)).toMatchObject({ outcome: 'refused', retry: 'later' });
    expect(stub.mails).toEqual([]);
  });

  it('proves that a mail is not accepted when its server never greets', async () => {
    stub.greeting = null;
    const hasty = adapterFor(stub.port, {}, 300);
    expect(await hasty.submit(SUBMISSION)).toMatchObject({ outcome: 'refused', retry: 'later' });
    await hasty.destroy();
  });

  it('takes a refusal for good of the whole mail for the end of it, and one for now for no proof', async () => {
    stub.endReply = '554 5.6.0 not like this';
    const ended = { outcome: 'refused', code: '5.6.0', retry: 'never' };
    expect(await adapter.submit(SUBMISSION)).toEqual(ended);
    stub.endReply = '452 4.3.1 no room';
    expect(await adapter.submit(SUBMISSION)).toEqual({ outcome: 'unknown', code: '4.3.1' });
  });

  it('lets nothing of a mail out when its server answered too late', async () => {
    stub.slowness = 120;
    const late = await adapter.submit({ ...SUBMISSION, handOverBy: performance.now() + 60 });
    expect(late).toEqual({ outcome: 'late' });
    expect(stub.mails).toEqual([]);
    const timely = await adapter.submit({ ...SUBMISSION, handOverBy: performance.now() + 5_000 });
    expect(timely).toMatchObject({ outcome: 'accepted' });
    expect(stub.mails).toHaveLength(1);
  });

  it('never sends more at once than it has connections', async () => {
    const narrow = adapterFor(stub.port, { connections: 2 });
    await Promise.all(
      Array.from({ length: 12 }, (_, i) => narrow.submit({ ...SUBMISSION, attemptId: `attempt-${i}` })),
    );
    expect(stub.mails).toHaveLength(12);
    expect(stub.connections).toBe(2);
    await narrow.destroy();
  });
});

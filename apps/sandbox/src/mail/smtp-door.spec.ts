import { createHmac } from 'node:crypto';
import nodemailer from 'nodemailer';
import PostalMime from 'postal-mime';
import { RunningSandbox } from '../spec-support/running-sandbox.js';

describe('mail, by the real nodemailer', () => {
  let sandbox: RunningSandbox;
  beforeAll(async () => {
    sandbox = await RunningSandbox.start();
  });
  afterAll(() => sandbox.close());
  beforeEach(async () => {
    sandbox.receiver.received.length = 0;
    await sandbox.post('/sandbox/api/reset', {});
  });

  const send = (
    to: string,
    html = '<p>Do zapłaty <a href="https://d.example/p/abc?x=1&amp;y=2">tutaj</a></p>',
  ) =>
    nodemailer.createTransport({ host: '127.0.0.1', port: sandbox.smtpPort }).sendMail({
      from: 'Żółw S.A. <debt@creditor.example>',
      to,
      envelope: { from: 'b+token@creditor.example', to },
      subject: 'Twoja zaległość 1 234,50 zł',
      text: 'Do zapłaty: https://d.example/p/abc?x=1&y=2.',
      html,
      messageId: '<attempt@creditor.example>',
      dsn: { id: 'envelope-token', return: 'headers', notify: ['failure'], recipient: `rfc822; ${to}` },
    });
  const messages = async () =>
    (await sandbox.get<{ messages: Record<string, unknown>[] }>('/sandbox/api/messages')).messages;

  it('keeps a mail with its texts and links, in business and in machine time', async () => {
    const { response } = await send('Jan.Kowalski@mail.example');
    expect(response).toMatch(/^250 2\.0\.0 Ok: queued as [0-9A-F]{12}$/);
    await sandbox.live(10_000);
    expect(await messages()).toEqual([
      expect.objectContaining({
        channel: 'email',
        direction: 'to-debtor',
        to: 'jan.kowalski@mail.example',
        from: 'debt@creditor.example',
        subject: 'Twoja zaległość 1 234,50 zł',
        messageId: '<attempt@creditor.example>',
        envelopeFrom: 'b+token@creditor.example',
        links: ['https://d.example/p/abc?x=1&y=2'],
        status: 'delivered',
      }),
    ]);
  });

  it('refuses at RCPT with the replies of real servers', async () => {
    await expect(send('bounce.jan@mail.example')).rejects.toMatchObject({
      responseCode: 550,
      response: '550 5.1.1 <bounce.jan@mail.example>: no such user here',
    });
    await expect(send('full.jan@mail.example')).rejects.toMatchObject({ responseCode: 452 });
    expect(await messages()).toEqual([]);
  });

  it('sends some mails back later: a signed notification that names envelope and status', async () => {
    await send('late-bounce.jan@mail.example');
    expect(sandbox.receiver.received).toEqual([]);
    await sandbox.live(10_000);
    const [notice] = sandbox.receiver.at('/webhooks/email/dsn');
    expect(notice?.headers['content-type']).toBe('message/rfc822');
    const [, time, digest] =
      /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(notice?.headers['x-dunlin-signature'])) ?? [];
    expect(createHmac('sha256', 'email-secret').update(`${time}.${notice?.body}`).digest('hex')).toBe(digest);
    const report = await PostalMime.parse(notice?.body ?? '', { attachmentEncoding: 'utf8' });
    const status = report.attachments.find(({ mimeType }) => mimeType === 'message/delivery-status')?.content;
    expect(report.to?.[0]?.address).toBe('b+token@creditor.example');
    expect(status).toContain('Original-Envelope-Id: envelope-token');
    expect(status).toContain('Final-Recipient: rfc822; late-bounce.jan@mail.example');
    expect(status).toMatch(/Action: failed\r?\nStatus: 5\.1\.1/);
  });

  it('lets a link scanner follow every link at once', async () => {
    const link = `${sandbox.receiver.url}/p/abc`;
    await send(
      'scanner.jan@mail.example',
      `<a href="${link}">pay</a> <a href="https://outside.example/">out</a>`,
    );
    await sandbox.live(10_000);
    expect(sandbox.receiver.at('/p/')).toHaveLength(1);
    expect(sandbox.receiver.at('/p/')[0]).toMatchObject({ method: 'GET' });
    expect(sandbox.receiver.at('/p/')[0]?.headers['user-agent']).toContain('LinkScanner');
  });

  it('shows the mail apart from the page, without scripts', async () => {
    await send('jan@mail.example', '<html><head></head><body><script>alert(1)</script>Treść</body></html>');
    const [mail] = await messages();
    const answer = await fetch(`${sandbox.url}/sandbox/mail/${String(mail?.['id'])}/html`);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(answer.headers.get('content-security-policy')).toMatch(/^sandbox /);
    expect(await answer.text()).toContain('<base target="_blank">');
    const page = await sandbox.page(`/sandbox?c=jan@mail.example&v=mail&m=${String(mail?.['id'])}`);
    expect(page).toContain(`src="/sandbox/mail/${String(mail?.['id'])}/html"`);
    expect(page).not.toContain('<script>alert');
  });

  it('refuses before the data, or hangs up after taking the mail in, when told to', async () => {
    await sandbox.post('/sandbox/api/faults', { status429: 1, channels: ['email'] });
    await expect(send('jan@mail.example')).rejects.toMatchObject({ responseCode: 451, command: 'MAIL FROM' });
    await sandbox.post('/sandbox/api/faults', { dropAnswers: 1 });
    await expect(send('jan@mail.example')).rejects.toThrow();
    await sandbox.post('/sandbox/api/faults', {});
    expect(await messages()).toHaveLength(1);
  });
});

import PostalMime from 'postal-mime';
import type { InternalMail } from '#contracts';
import { SmtpInternalMailer } from './smtp-internal-mailer.js';
import { SmtpStub } from './smtp-stub.js';

const MAIL: InternalMail = {
  id: 'agent-digest-1',
  to: 'anna@dunlin.example',
  subject: 'Your escalations: 1 new – Zażółć',
  text: 'one line',
  html: '<p>one line</p>',
};

let stub: SmtpStub;
let mailer: SmtpInternalMailer;
beforeEach(async () => {
  stub = new SmtpStub();
  await stub.listen();
  const config = { smtpUrl: `smtp://127.0.0.1:${stub.port}`, mailFrom: 'Dunlin <no-reply@dunlin.test>' };
  mailer = new SmtpInternalMailer(config, { connectTimeoutMs: 2_000, answerTimeoutMs: 400 });
});
afterEach(async () => {
  await mailer.destroy();
  await stub.close();
});

describe('a mail to an agent', () => {
  it('arrives as text and HTML, from the installation’s sender, and no robot answers it', async () => {
    expect(await mailer.send(MAIL)).toEqual({ outcome: 'accepted' });
    const [received] = stub.mails;
    expect(received).toMatchObject({ from: 'no-reply@dunlin.test', to: 'anna@dunlin.example' });
    const read = await PostalMime.parse(received?.raw ?? '');
    expect(read).toMatchObject({
      subject: MAIL.subject,
      messageId: '<agent-digest-1@dunlin.test>',
      from: { name: 'Dunlin', address: 'no-reply@dunlin.test' },
    });
    expect(read.text?.trim()).toBe('one line');
    expect(read.html).toContain('<p>one line</p>');
    expect(read.headers.find(({ key }) => key === 'auto-submitted')?.value).toBe('auto-generated');
  });

  it('is refused for now or for good as the server says, and that is proof that nobody has it', async () => {
    stub.mood = 'throttles';
    expect(await mailer.send(MAIL)).toEqual({ outcome: 'refused', code: '4.2.1', retry: 'later' });
    stub.mood = 'refuses';
    expect(await mailer.send(MAIL)).toEqual({ outcome: 'refused', code: '5.1.1', retry: 'never' });
    await stub.close();
    expect(await mailer.send(MAIL)).toMatchObject({ outcome: 'refused', retry: 'later' });
  });

  it('is in doubt where the server falls silent once it has the text', async () => {
    for (const mood of ['drops-the-answer', 'falls-silent'] as const) {
      stub.mood = mood;
      expect(await mailer.send(MAIL)).toMatchObject({ outcome: 'unknown' });
    }
    expect(stub.mails).toHaveLength(2);
  });
});

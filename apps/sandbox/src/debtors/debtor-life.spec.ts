import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { PlannedAct } from '#domain';
import { DebtorBehaviour, type Contact } from './debtor-behaviour.js';
import { RunningSandbox } from '../spec-support/running-sandbox.js';
import type { WebhookReceiver } from '../spec-support/webhook-receiver.js';

const PHONE = '+48500000001';
const CONSUMERS = `Numer sprawy;Imię;Nazwisko;Telefon;E-mail;Kod pocztowy;Data urodzenia
DL/1;Jan;Kowalski;500 000 001;Jan@mail.example;00-950;31.12.1980
DL/2;Jan;Kowalski;500 000 001;Jan@mail.example;00-950;31.12.1980
`;

class Script extends DebtorBehaviour {
  readonly met: Contact[] = [];
  acts: PlannedAct[] = [];
  override reactTo(contact: Contact): PlannedAct[] {
    this.met.push(contact);
    return this.acts;
  }
  override atTheDoor(): null {
    return null;
  }
}

/** A portal as small as possible: identity, choice, payment page, with a cookie and hidden tokens on the way. */
function portal(sandbox: () => RunningSandbox): WebhookReceiver['answer'] {
  const page = (body: string): ReturnType<WebhookReceiver['answer']> => ({
    status: 200,
    headers: { 'content-type': 'text/html' },
    body,
  });
  return ({ method, path, form, headers }): ReturnType<WebhookReceiver['answer']> => {
    if (method === 'GET' && path === '/p/tok') {
      return page(
        `<form method="post" data-action="stop" action="/p/tok/stop"><button>Stop</button></form>
         <form method="post" data-action="identity" action="/p/tok/identity"><input type="hidden" name="_form" value="a&amp;b">
         <input name="caseRef"><input name="postcode"><input name="birthDate"></form>`,
      );
    }
    if (path === '/p/tok/identity' && form['_form'] === 'a&b' && form['postcode'] === '00-950') {
      return {
        status: 303,
        headers: { location: '/p/tok/case', 'set-cookie': `session=${form['caseRef']}; HttpOnly` },
      };
    }
    if (headers.cookie !== 'session=DL/1' && path.startsWith('/p/tok/')) return { status: 403 };
    if (path === '/p/tok/case') {
      return page(
        `<form method="post" action="/p/tok/pay" data-action="pay" data-balance-minor="100050">
         <label><input type="radio" name="amount" value="full" checked></label>
         <label><input type="radio" name="amount" value="part"></label>
         <input name="partAmount" value=""><button type="submit">Pay</button></form>`,
      );
    }
    if (path === '/p/tok/pay')
      return { status: 303, headers: { location: `${sandbox().url}/sandbox/pay/${session}` } };
    return { status: 204 };
  };
}
let session = '';

describe('debtors who behave', () => {
  const behaviour = new Script();
  let sandbox: RunningSandbox;
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sandbox-'));
    await writeFile(join(directory, 'consumers.csv'), `\uFEFF${CONSUMERS}`);
    behaviour.met.length = 0;
    sandbox = await RunningSandbox.start({
      behaviour,
      debtorsFiles: [join(directory, 'consumers.csv')],
      dataDir: join(directory, 'data'),
    });
    sandbox.receiver.answer = portal(() => sandbox);
  });
  afterEach(async () => {
    await sandbox.close();
    await rm(directory, { recursive: true });
  });

  const send = (about = '') =>
    sandbox.twilio().messages.create({
      to: PHONE,
      from: '+48732000111',
      body: `Zapłać${about}: ${sandbox.receiver.url}/p/tok. Info: https://outside.example/p/no`,
    });
  const openSession = async () => {
    const answer = await sandbox.post(
      '/sandbox/payments/sessions',
      {
        amount_minor: 100_050,
        currency: 'PLN',
        reference: 'r',
        success_url: `${sandbox.receiver.url}/thanks`,
        cancel_url: `${sandbox.receiver.url}/left`,
      },
      { authorization: 'Bearer payment-key' },
    );
    session = ((await answer.json()) as { id: string }).id;
  };
  const visited = (): string[] => sandbox.receiver.received.map(({ method, path }) => `${method} ${path}`);

  it('asks the model about the debtor, not about the address, and counts over channels', async () => {
    behaviour.acts = [];
    await send();
    await send();
    expect(behaviour.met.map(({ subject, ordinal, channel }) => ({ subject, ordinal, channel }))).toEqual([
      { subject: 'DL/1', ordinal: 1, channel: 'sms' },
      { subject: 'DL/1', ordinal: 2, channel: 'sms' },
    ]);
  });

  it('a person who pays walks the portal to the payment page and back', async () => {
    await openSession();
    behaviour.acts = [{ afterMs: 60_000, action: { kind: 'pay', share: 1 } }];
    await send();
    await sandbox.live(30_000);
    expect(visited()).toEqual([]);
    await sandbox.live(60_000);
    expect(visited().filter((visit) => !visit.includes('webhooks'))).toEqual([
      'GET /p/tok',
      'POST /p/tok/identity',
      'GET /p/tok/case',
      'POST /p/tok/pay',
      'GET /thanks',
    ]);
    const [identity] = sandbox.receiver.at('/p/tok/identity');
    expect(identity?.form).toEqual({
      _form: 'a&b',
      caseRef: 'DL/1',
      postcode: '00-950',
      birthDate: '1980-12-31',
    });
    expect(sandbox.receiver.at('/p/tok/pay')[0]?.form).toEqual({ amount: 'full', partAmount: '' });
    expect(sandbox.receiver.at('/webhooks/payments/sandbox')).toHaveLength(1);
  });

  it('a person with several cases names the one that the message is about', async () => {
    behaviour.acts = [{ afterMs: 1_000, action: { kind: 'pay', share: 1 } }];
    await send(' (nr DL/2)');
    await sandbox.live(5_000);
    expect(sandbox.receiver.at('/p/tok/identity')[0]?.form['caseRef']).toBe('DL/2');
  });

  it('a person who pays a part writes the amount as people do', async () => {
    await openSession();
    behaviour.acts = [{ afterMs: 1_000, action: { kind: 'pay', share: 0.4 } }];
    await send();
    await sandbox.live(5_000);
    expect(sandbox.receiver.at('/p/tok/pay')[0]?.form).toEqual({ amount: 'part', partAmount: '400,20' });
  });

  it('payers whom the sandbox cannot prove to be anybody are told of once, and go nowhere', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    behaviour.acts = [{ afterMs: 1_000, action: { kind: 'pay', share: 1 } }];
    for (const to of ['+48500000007', '+48500000008', '+48500000009'])
      await sandbox.twilio().messages.create({
        to,
        from: '+48732000111',
        body: `Zapłać: ${sandbox.receiver.url}/p/tok`,
      });
    await sandbox.live(5_000);
    const told = warn.mock.calls.map(([words]) => String(words));
    warn.mockRestore();
    expect(told).toEqual([expect.stringContaining('never pay by themselves')]);
    expect(sandbox.receiver.at('/p/tok')).toEqual([]);
  });

  it('a click is a browser’s visit, a scan is not, and nothing outside this machine is visited', async () => {
    behaviour.acts = [
      { afterMs: 1_000, action: { kind: 'scan' } },
      { afterMs: 5_000, action: { kind: 'click' } },
    ];
    await send();
    await sandbox.live(10_000);
    const [scan, click] = sandbox.receiver.at('/p/tok');
    expect(sandbox.receiver.received).toHaveLength(2);
    expect(scan?.headers['user-agent']).toContain('Scanner');
    expect(click?.headers).toMatchObject({ 'accept-language': expect.stringContaining('pl') as string });
    expect(click?.headers['user-agent']).toContain('Android');
  });

  it('what debtors still mean to do survives an orderly restart, and so does the history', async () => {
    behaviour.acts = [{ afterMs: 60_000, action: { kind: 'reply', text: 'STOP' } }];
    await send();
    await sandbox.live(5_000);
    await sandbox.app.close();
    const again = await RunningSandbox.start({
      behaviour,
      debtorsFiles: [join(directory, 'consumers.csv')],
      dataDir: join(directory, 'data'),
    });
    try {
      expect(await again.page('/sandbox?c=DL/1')).toContain('Zapłać:');
      expect(await again.page('/sandbox')).toContain('Jan Kowalski');
      await again.live(120_000);
      expect(again.receiver.at('/webhooks/twilio/inbound')[0]?.form['OptOutType']).toBe('STOP');
      const { counters } = await again.get<{ counters: unknown }>('/sandbox/api/messages');
      expect(counters).toMatchObject({ sent: 1, replied: 1 });
    } finally {
      await again.close();
    }
  });
});

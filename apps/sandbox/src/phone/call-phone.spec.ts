import { request } from 'node:http';
import { serveTwiml } from '../spec-support/dialogue.js';
import { RunningSandbox } from '../spec-support/running-sandbox.js';
import { DebtorBehaviour } from '../debtors/debtor-behaviour.js';
import type { CallReaction } from '#domain';

const TO = '+48500000001';
const FROM = '+48221002003';
const PAGE = `/sandbox?c=${encodeURIComponent(TO)}`;

/** Whoever is not looked after picks up after four seconds and says nothing. */
class PicksUp extends DebtorBehaviour {
  override reactTo(): [] {
    return [];
  }
  override atTheDoor(): null {
    return null;
  }
  override onCall(): CallReaction {
    return { way: 'picks-up', picksUp: 'person', afterMs: 4_000, answers: [] };
  }
}

describe('the virtual phone, when it is called', () => {
  let sandbox: RunningSandbox;
  beforeEach(async () => {
    sandbox = await RunningSandbox.start({ behaviour: new PicksUp(), offeredMs: 1_500 });
    serveTwiml(sandbox.receiver, {
      '/voice':
        '<Gather numDigits="6" timeout="9" action="/who"><Say language="pl-PL">Proszę &lt;sześć&gt; cyfr.</Say></Gather>',
      '/who': '<Say>Dziękuję.</Say>',
    });
  });
  afterEach(() => sandbox.close());

  const call = async (changes = {}): Promise<string> => {
    const made = await sandbox
      .twilio()
      .calls.create({ to: TO, from: FROM, url: `${sandbox.receiver.url}/voice`, ...changes });
    return made.sid;
  };
  const status = async (sid: string) => (await sandbox.twilio().calls(sid).fetch()).status;
  const press = (sid: string, what: string, form: Record<string, string> = {}, headers = {}) =>
    fetch(`${sandbox.url}/sandbox/calls/${sid}/${what}`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams(form),
      headers,
    });
  const settled = async (until: () => Promise<boolean>): Promise<void> => {
    for (let tries = 0; tries < 200 && !(await until()); tries++)
      await new Promise((resolve) => setTimeout(resolve, 20));
  };

  it('rings for the person whose page of the number is open, though the debtor would have picked up long ago', async () => {
    await sandbox.page(PAGE);
    const sid = await call();
    await sandbox.live(60_000);
    expect(await status(sid)).toBe('ringing');
    const page = await sandbox.page(PAGE);
    expect(page).toContain('aria-label="Incoming call"');
    expect(page).toContain(`action="/sandbox/calls/${sid}/answer"`);
    expect(await sandbox.page('/sandbox')).toContain(`<b>${TO}</b> is ringing`);
    expect(await sandbox.page(`${PAGE}&v=mail`)).toContain(`<b>${TO}</b> is ringing`);
  });

  it('is left to the simulated debtor where nobody looks', async () => {
    const sid = await call();
    await sandbox.live(5_000);
    expect(await status(sid)).toBe('ringing');
    await sandbox.live(60_000);
    expect(await status(sid)).toBe('completed');
    expect(await sandbox.page(PAGE)).toContain('simulated debtor');
  });

  it('rings on for the person who opens the page while it rings', async () => {
    const sid = await call();
    await sandbox.live(4_000);
    await sandbox.page(PAGE);
    await sandbox.live(60_000);
    expect(await status(sid)).toBe('ringing');
  });

  it('rings for whoever looks at the phone, one call at a time, and then for the simulated debtor', async () => {
    await sandbox.page('/sandbox');
    const offered = await call();
    const other = await call({ to: '+48500000002' });
    await sandbox.live(60_000);
    expect([await status(offered), await status(other)]).toEqual(['ringing', 'completed']);
    const page = await sandbox.page('/sandbox');
    expect(page).toContain(`<b>${TO}</b> is ringing`);
    expect(page.match(/is ringing/g)).toHaveLength(1);
    await settled(async () => !(await sandbox.page('/sandbox')).includes('is ringing'));
    await sandbox.live(60_000);
    expect(await status(offered)).toBe('completed');
  });

  it('is answered, pressed on and put down by plain forms, and the call stays with what was said', async () => {
    await sandbox.page(PAGE);
    const sid = await call();
    await sandbox.live(10_000);
    const answer = await press(sid, 'answer');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${PAGE}&v=sms`]);
    await settled(async () => (await sandbox.page(PAGE)).includes('Waiting for 6 keys'));
    const talking = await sandbox.page(PAGE);
    expect(talking).toContain('<li class="is-said" lang="pl-PL">Proszę &lt;sześć&gt; cyfr.</li>');
    await press(sid, 'keys', { keys: '311' });
    await settled(async () => (await sandbox.page(PAGE)).includes('Waiting for 3 keys'));
    expect(await sandbox.page(PAGE)).toContain('<kbd>311</kbd>');
    expect((await press(sid, 'keys', { keys: '280' }, { accept: 'application/json' })).status).toBe(204);
    await settled(async () => (await sandbox.page(PAGE)).includes('Dziękuję.'));
    await press(sid, 'hang-up');
    await settled(async () => (await status(sid)) === 'completed');
    expect(sandbox.receiver.at('/who')[0]?.form['Digits']).toBe('311280');
    const page = await sandbox.page(PAGE);
    expect(page).not.toContain('class="keypad"');
    expect(page).toMatch(/<summary>☎ Call · 0:0\d<\/summary>/);
    expect(page).toContain('The debtor hung up.');
  });

  it('says of a call that was declined or never answered that it was', async () => {
    await sandbox.page(PAGE);
    const declined = await call();
    await sandbox.live(10_000);
    await press(declined, 'decline');
    await settled(async () => (await status(declined)) === 'busy');
    await call({ timeout: 1 });
    await sandbox.page(PAGE);
    await sandbox.live(10_000);
    await settled(async () => (await sandbox.page('/sandbox')).includes('☎ Missed call'));
    const page = await sandbox.page(PAGE);
    expect(page).toContain('Declined or engaged');
    expect(page).toContain('☎ Missed call');
    expect((await press(declined, 'answer')).status).toBe(303);
    expect((await press('CAnone', 'answer')).status).toBe(404);
  });

  it.each([
    '/sandbox/calls/CA1/answer',
    '/sandbox/calls/CA1/keys',
    '/sandbox/calls/CA1/hang-up',
    '/sandbox/api/calls/CA1/answer',
  ])('takes POST %s from this machine alone', async (path) => {
    const asked = new Promise((resolve, reject) => {
      request(sandbox.url + path, { method: 'POST', headers: { host: 'evil.example' } }, (answer) =>
        resolve(answer.resume().statusCode),
      )
        .on('error', reject)
        .end();
    });
    expect(await asked).toBe(403);
    const foreign = await sandbox.post(path, {}, { 'sec-fetch-site': 'cross-site' });
    expect(foreign.status).toBe(403);
  });
});

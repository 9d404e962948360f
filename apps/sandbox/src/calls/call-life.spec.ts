import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import twilio from 'twilio';
import { RINGS_OUT, type CallAnswer, type CallReaction } from '#domain';
import { DebtorBehaviour, type CallMade } from '../debtors/debtor-behaviour.js';
import { serveTwiml } from '../spec-support/dialogue.js';
import { RunningSandbox, ACCOUNT, TOKEN } from '../spec-support/running-sandbox.js';
import type { ReceivedWebhook } from '../spec-support/webhook-receiver.js';

const TO = '+48500000001';
const FROM = '+48221002003';
const EVENTS = ['initiated', 'ringing', 'answered', 'completed'];
const CONSUMERS = `case,name,phone,postcode,birthdate
DL/1,Jan Kowalski,500000001,00-950,1980-12-31
DL/2,Anna Nowak,500000002,30-001,
`;

class Callee extends DebtorBehaviour {
  readonly met: CallMade[] = [];
  reaction: CallReaction = RINGS_OUT;
  override reactTo(): [] {
    return [];
  }
  override atTheDoor(): null {
    return null;
  }
  override onCall(call: CallMade): CallReaction {
    this.met.push(call);
    return this.reaction;
  }
}

const picksUp = (...answers: CallAnswer[]): CallReaction => ({
  way: 'scripted',
  picksUp: 'person',
  afterMs: 7_000,
  answers: answers.map((answer) => ({ afterMs: 3_000, answer })),
});

/** As the product asks: who are you, then what would you like. */
const DIALOGUE = {
  '/voice':
    '<Gather numDigits="6" timeout="6" action="/voice/who" actionOnEmptyResult="true"><Say>Data?</Say></Gather>',
  '/voice/who': (turn: ReceivedWebhook) =>
    turn.form['Digits'] === '311280' || turn.form['Digits'] === '30001'
      ? '<Gather numDigits="1" timeout="5" action="/voice/choice"><Say>1 link, 3 człowiek</Say></Gather><Say>Do widzenia</Say>'
      : '<Say>Nie rozpoznaję.</Say><Hangup/>',
  '/voice/choice': '<Say>Wysyłam link.</Say>',
};

describe('a call', () => {
  const callee = new Callee();
  let sandbox: RunningSandbox;
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'calls-'));
    await writeFile(join(directory, 'consumers.csv'), CONSUMERS);
    callee.met.length = 0;
    sandbox = await open();
    serveTwiml(sandbox.receiver, DIALOGUE);
  });
  afterEach(async () => {
    await sandbox.close();
    await rm(directory, { recursive: true });
  });

  const open = () =>
    RunningSandbox.start({
      behaviour: callee,
      debtorsFiles: [join(directory, 'consumers.csv')],
      dataDir: join(directory, 'data'),
    });
  const call = (changes = {}) =>
    sandbox.twilio().calls.create({
      to: TO,
      from: FROM,
      url: `${sandbox.receiver.url}/voice`,
      statusCallback: `${sandbox.receiver.url}/status?call=7`,
      statusCallbackEvent: EVENTS,
      ...changes,
    });
  const statuses = () => sandbox.receiver.at('/status').map(({ form }) => form['CallStatus']);
  const turns = () =>
    sandbox.receiver.at('/voice').map(({ path, form }) => `${path} ${form['Digits'] ?? '–'}`);
  const signed = ({ headers, path, form }: ReceivedWebhook) =>
    twilio.validateRequest(TOKEN, String(headers['x-twilio-signature']), sandbox.receiver.url + path, form);
  const said = async () => {
    const { calls } = await sandbox.get<{ calls: { lines: { kind: string; text: string }[] }[] }>(
      '/sandbox/api/calls',
    );
    return calls.at(-1)?.lines.map(({ kind, text }) => `${kind}: ${text}`);
  };

  it('is dialled, rings, is answered, is talked in and ends, each reported once, signed and numbered', async () => {
    callee.reaction = picksUp({ kind: 'identity' }, { kind: 'keys', keys: '1' });
    const { sid } = await call();
    await sandbox.live(120_000);
    expect(statuses()).toEqual(['initiated', 'ringing', 'in-progress', 'completed']);
    const reports = sandbox.receiver.at('/status');
    expect(reports.map(({ form }) => form['SequenceNumber'])).toEqual(['0', '1', '2', '3']);
    expect(sandbox.receiver.received.every(signed)).toBe(true);
    const { Timestamp: timestamp, ...last } = reports.at(-1)!.form;
    expect(Date.parse(timestamp ?? '')).toBeGreaterThan(Date.now() - 60_000);
    expect(last).toEqual({
      AccountSid: ACCOUNT,
      ApiVersion: '2010-04-01',
      CallDuration: '9',
      CallSid: sid,
      CallStatus: 'completed',
      CallbackSource: 'call-progress-events',
      Called: TO,
      Caller: FROM,
      Direction: 'outbound-api',
      Duration: '1',
      From: FROM,
      SequenceNumber: '3',
      To: TO,
    });
    expect(await sandbox.twilio().calls(sid).fetch()).toMatchObject({ status: 'completed', duration: '9' });
  });

  it('walks the dialogue by the keys that the debtor knows', async () => {
    callee.reaction = picksUp({ kind: 'identity' }, { kind: 'keys', keys: '1' });
    const { sid } = await call();
    await sandbox.live(120_000);
    expect(turns()).toEqual(['/voice –', '/voice/who 311280', '/voice/choice 1']);
    const [first, second] = sandbox.receiver.at('/voice');
    expect(first?.form).toEqual({
      AccountSid: ACCOUNT,
      ApiVersion: '2010-04-01',
      CallSid: sid,
      CallStatus: 'in-progress',
      Called: TO,
      Caller: FROM,
      Direction: 'outbound-api',
      From: FROM,
      To: TO,
    });
    expect(second?.form).toMatchObject({ Digits: '311280', FinishedOnKey: '', msg: 'Gather End' });
    expect(await said()).toEqual([
      'said: Data?',
      'keys: 311280',
      'said: 1 link, 3 człowiek',
      'keys: 1',
      'said: Wysyłam link.',
    ]);
    expect(callee.met).toEqual([{ subject: 'DL/1', address: TO, ordinal: 1 }]);
  });

  it('takes the postcode of a debtor whose birth date nobody knows, after the silence that ends shorter keys', async () => {
    callee.reaction = picksUp({ kind: 'identity' });
    await call({ to: '+48500000002' });
    await sandbox.live(120_000);
    expect(turns()).toEqual(['/voice –', '/voice/who 30001']);
    expect((await said())?.slice(-2)).toEqual(['note: Silence.', 'said: Do widzenia']);
  });

  it('posts an empty result where that was asked for, and goes on in the document where not', async () => {
    callee.reaction = picksUp();
    await call();
    await sandbox.live(120_000);
    expect(turns()).toEqual(['/voice –', '/voice/who ']);
    expect(await said()).toEqual(['said: Data?', 'note: Silence.', 'said: Nie rozpoznaję.']);
  });

  it.each<[string, Partial<CallReaction>, string[], string]>([
    ['is engaged', { picksUp: 'busy' }, ['initiated', 'busy'], 'busy'],
    ['goes nowhere', { picksUp: 'failed' }, ['initiated', 'failed'], 'failed'],
    ['rings out', { picksUp: 'nobody' }, ['initiated', 'ringing', 'no-answer'], 'no-answer'],
    ['rings for too short', { afterMs: 61_000 }, ['initiated', 'ringing', 'no-answer'], 'no-answer'],
    [
      'is hung up on',
      { answers: [{ afterMs: 500, answer: { kind: 'hang-up' } }] },
      ['initiated', 'ringing', 'in-progress', 'completed'],
      'completed',
    ],
  ])('that %s says so', async (_what, reaction, reported, status) => {
    callee.reaction = { ...picksUp(), ...reaction };
    const { sid } = await call();
    await sandbox.live(120_000);
    expect(statuses()).toEqual(reported);
    expect((await sandbox.twilio().calls(sid).fetch()).status).toBe(status);
  });

  it('reports the end alone unless more was asked for', async () => {
    callee.reaction = picksUp();
    await call({ statusCallbackEvent: undefined });
    await sandbox.live(120_000);
    expect(
      sandbox.receiver.at('/status').map(({ form }) => `${form['SequenceNumber']} ${form['CallStatus']}`),
    ).toEqual(['0 completed']);
  });

  it('knows before the first turn who answered, where it looks for machines', async () => {
    callee.reaction = picksUp();
    await call({ machineDetection: 'Enable' });
    await sandbox.live(120_000);
    expect(sandbox.receiver.at('/voice').map(({ form }) => form['AnsweredBy'])).toEqual(['human', 'human']);
    expect(sandbox.receiver.at('/status').map(({ form }) => form['AnsweredBy'])).toEqual([
      undefined,
      undefined,
      undefined,
      'human',
    ]);
    sandbox.receiver.received.length = 0;
    callee.reaction = { ...picksUp(), picksUp: 'machine' };
    const { sid } = await call({ machineDetection: 'DetectMessageEnd' });
    await sandbox.live(200_000);
    expect(sandbox.receiver.at('/voice')[0]?.form['AnsweredBy']).toMatch(/^machine_end_(beep|silence)$/);
    expect((await sandbox.twilio().calls(sid).fetch()).answeredBy).toMatch(/^machine_end_/);
  });

  it('talks at once and tells later who answered, where it looks in the background', async () => {
    callee.reaction = picksUp();
    await call({
      machineDetection: 'Enable',
      asyncAmd: 'true',
      asyncAmdStatusCallback: `${sandbox.receiver.url}/amd`,
    });
    await sandbox.live(120_000);
    expect(sandbox.receiver.at('/voice')[0]?.form['AnsweredBy']).toBeUndefined();
    expect(sandbox.receiver.at('/amd').map(({ form }) => form['AnsweredBy'])).toEqual(['human']);
    expect(Number(sandbox.receiver.at('/amd')[0]?.form['MachineDetectionDuration'])).toBeGreaterThan(1_000);
  });

  it('never outlives the sandbox: what was talked in is completed at the next start, what rang has failed', async () => {
    callee.reaction = { ...picksUp(), afterMs: 2_000 };
    serveTwiml(sandbox.receiver, { '/voice': '<Pause length="600"/>' });
    const talked = await call();
    await sandbox.live(20_000);
    const rang = await call({ to: '+48500000002' });
    await sandbox.live(2_600);
    expect((await sandbox.twilio().calls(talked.sid).fetch()).status).toBe('in-progress');
    const { receiver } = sandbox;
    await sandbox.app.close();
    const reports = statuses().length;
    const again = await open();
    try {
      expect(await again.twilio().calls(talked.sid).fetch()).toMatchObject({ status: 'completed' });
      expect(await again.twilio().calls(rang.sid).fetch()).toMatchObject({ status: 'failed' });
      await new Promise((resolve) => setTimeout(resolve, 1_700));
      await again.live(1_000);
      expect(
        receiver
          .at('/status')
          .slice(reports)
          .map(({ form }) => form['CallStatus']),
      ).toEqual(['completed', 'failed']);
    } finally {
      await again.close();
    }
  });
});

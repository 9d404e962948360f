import type { BehaviourModel } from '#domain';
import { asContent, keepReminder, REMINDER } from '../spec-support/reminder-card.js';
import { RunningSandbox } from '../spec-support/running-sandbox.js';

const MINUTE = 60_000;
const soon = { from: 1_000, to: 5_000 };
const MODEL: BehaviourModel = {
  name: 'Half of the phones are new',
  delivery: { sms: soon, email: soon },
  mail: { opens: { chance: 0, after: soon }, scanned: { chance: 0, after: soon } },
  rcs: { phones: 0.5, delivery: soon, reads: { chance: 0, after: soon } },
  classes: [
    {
      key: 'looks',
      share: 1,
      reactions: [
        { contacts: { from: 1 }, chance: 1, acts: [{ do: 'click', after: { from: MINUTE, to: MINUTE } }] },
      ],
    },
  ],
};
const NUMBERS = Array.from({ length: 16 }, (_, at) => `+4850000${String(at).padStart(4, '0')}`);

type Message = { to: string; status: string; errorCode: number | null };

async function sendToAll(sandbox: RunningSandbox): Promise<Message[]> {
  const card = {
    ...REMINDER.types['twilio/card'],
    actions: [{ type: 'URL', title: 'Zobacz', url: `${sandbox.receiver.url}/p/{{link}}` }],
  };
  const content = asContent({ ...REMINDER, types: { ...REMINDER.types, 'twilio/card': card } });
  const { sid } = await sandbox.twilio().content.v1.contents.create(content);
  for (const [at, number] of NUMBERS.entries()) {
    await sandbox.twilio().messages.create({
      to: `rcs:${number}`,
      from: 'rcs:agent',
      contentSid: sid,
      contentVariables: JSON.stringify({ link: `tok${at}` }),
    });
  }
  await sandbox.live(2 * MINUTE);
  return (await sandbox.get<{ messages: Message[] }>('/sandbox/api/messages')).messages;
}

describe('debtors whose phones take RCS', () => {
  let sandbox: RunningSandbox;
  beforeEach(async () => {
    sandbox = await RunningSandbox.start({ behaviour: MODEL, seed: 7 });
  });
  afterEach(() => sandbox.close());

  it('read the card and follow its button; the other phones are told as not reachable', async () => {
    const messages = await sendToAll(sandbox);
    const read = messages.filter(({ status }) => status === 'read');
    const failed = messages.filter(({ status, errorCode }) => status === 'failed' && errorCode === 63036);
    expect(read.length + failed.length).toBe(NUMBERS.length);
    expect(Math.min(read.length, failed.length)).toBeGreaterThan(NUMBERS.length / 5);
    const visited = sandbox.receiver
      .at('/p/')
      .map(({ path }) => path)
      .toSorted();
    const expected = read.map(({ to }) => `/p/tok${NUMBERS.indexOf(to.replace('rcs:', ''))}`).toSorted();
    expect(visited).toEqual(expected);
    const { counters } = await sandbox.get<{ counters: Record<string, number> }>('/sandbox/api/messages');
    expect(counters).toMatchObject({
      sent: NUMBERS.length,
      delivered: read.length,
      failed: failed.length,
      clicked: read.length,
    });
  });

  it('are the same in every replay, and as decided where somebody decided', async () => {
    const outcomes = (messages: Message[]) => messages.map(({ to, status }) => [to, status]);
    const first = await sendToAll(sandbox);
    const again = await RunningSandbox.start({ behaviour: MODEL, seed: 7 });
    try {
      expect(outcomes(await sendToAll(again))).toEqual(outcomes(first));
    } finally {
      await again.close();
    }
    const unable = first.find(({ status }) => status === 'failed')!.to;
    const decide = (capable: boolean | null) =>
      sandbox
        .post('/sandbox/api/rcs', { number: unable.replace('rcs:', ''), capable })
        .then((answer) => answer.json() as Promise<{ capable: boolean }>);
    expect((await decide(true)).capable).toBe(true);
    const contentSid = await keepReminder(sandbox);
    const { sid } = await sandbox.twilio().messages.create({ to: unable, from: 'rcs:agent', contentSid });
    await sandbox.live(MINUTE / 2);
    expect((await sandbox.twilio().messages(sid).fetch()).status).toBe('read');
    expect((await decide(null)).capable).toBe(false);
  });
});

import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { Database } from '#persistence';
import { BIRTH_KEYS } from '../harness/call-seed.js';

/**
 * Holds calls as Twilio would: `node voice-load.js <base and public url> <database> <calls at once> <rounds> <pause ms>`.
 * All of a round are answered in the same instant. Then each person listens for about the pause before they press a
 * key, a third of them up to a promise, a third to the link, a third to a person. Prints what each turn took, by kind.
 */
const [base = '', databaseUrl = ''] = process.argv.slice(2, 4);
const [calls, rounds, pauseMs] = process.argv.slice(4, 7).map(Number) as [number, number, number];

type Kind = 'first' | 'keys' | 'effect';
type Step = [Kind, Record<string, string>];

const ANSWERED: Step = ['first', { AnsweredBy: 'human' }];
const IDENTIFIED: Step[] = [ANSWERED, ['keys', { Digits: '1' }], ['keys', { Digits: BIRTH_KEYS }]];
const SCRIPTS: readonly (readonly Step[])[] = [
  [...IDENTIFIED, ['keys', { Digits: '2' }], ['effect', { Digits: '2' }]],
  [...IDENTIFIED, ['effect', { Digits: '1' }]],
  [...IDENTIFIED, ['effect', { Digits: '3' }], ['keys', { DialCallStatus: 'completed' }]],
];

interface Taken {
  shard: number;
  message_id: string;
  provider_ref: string;
}

const dispatcher = new Agent({ connections: calls });

async function post(path: string, form: Record<string, string>): Promise<string> {
  const data = Object.keys(form)
    .sort()
    .reduce((all, key) => all + key + form[key], base + path);
  const answer = await request(base + path, {
    method: 'POST',
    dispatcher,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': createHmac('sha1', 'token').update(data, 'utf8').digest('base64'),
    },
    body: new URLSearchParams(form).toString(),
  });
  const text = await answer.body.text();
  if (answer.statusCode >= 300) throw new Error(`${path} answered ${answer.statusCode}`);
  return text;
}

async function hold(call: Taken, script: readonly Step[], took: Record<Kind, number[]>): Promise<void> {
  const common = {
    AccountSid: `AC${'0'.repeat(32)}`,
    ApiVersion: '2010-04-01',
    CallSid: call.provider_ref,
    CallStatus: 'in-progress',
    Direction: 'outbound-api',
    From: '+48223000000',
    To: '+48500000000',
  };
  const leg = `${call.shard}/${call.message_id}/1`;
  let path = `/webhooks/twilio/voice/turn/${leg}/start`;
  for (const [kind, said] of script) {
    if (kind !== 'first') await sleep(pauseMs * (0.5 + Math.random()));
    const asked = performance.now();
    const twiml = await post(path, { ...common, ...said });
    took[kind].push(performance.now() - asked);
    const next = /action="([^"#]+)/.exec(twiml)?.[1];
    if (next === undefined) break;
    path = next.slice(base.length);
  }
  await post(`/webhooks/twilio/voice/status/${leg}`, {
    ...common,
    CallStatus: 'completed',
    CallDuration: '40',
  });
}

async function taken(): Promise<Taken[]> {
  const db = new Database({ url: databaseUrl, connections: 1 });
  const { rows } = await db.query<Taken>('SELECT shard, message_id, provider_ref FROM attempts LIMIT $1', [
    calls * rounds,
  ]);
  await db.close();
  return rows;
}

/** As many connections as calls, before the first one is answered: Twilio keeps its own. */
async function connect(): Promise<void> {
  const asked = Array.from({ length: calls }, () => request(`${base}/healthz`, { dispatcher }));
  for (const answer of await Promise.all(asked)) await answer.body.dump();
}

const all = await taken();
if (all.length < calls * rounds) throw new Error(`${all.length} calls are too few`);
await connect();
for (let round = 0; round < rounds; round += 1) {
  const took: Record<Kind, number[]> = { first: [], keys: [], effect: [] };
  const held = all.slice(round * calls, (round + 1) * calls);
  await Promise.all(held.map((call, n) => hold(call, SCRIPTS[n % SCRIPTS.length] ?? [], took)));
  console.log(`round ${round} ${JSON.stringify(took)}`);
}
console.log('all rounds held');
process.exit(0);

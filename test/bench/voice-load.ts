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

/** A request, signed and ready to go. */
interface Signed {
  path: string;
  headers: Record<string, string>;
  body: string;
}

function sign(path: string, form: Record<string, string>): Signed {
  const data = Object.keys(form)
    .sort()
    .reduce((all, key) => all + key + form[key], base + path);
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-twilio-signature': createHmac('sha1', 'token').update(data, 'utf8').digest('base64'),
  };
  return { path, headers, body: new URLSearchParams(form).toString() };
}

async function post({ path, headers, body }: Signed): Promise<string> {
  const answer = await request(base + path, { method: 'POST', dispatcher, headers, body });
  const text = await answer.body.text();
  if (answer.statusCode >= 300) throw new Error(`${path} answered ${answer.statusCode}`);
  return text;
}

function formOf(call: Taken, said: Record<string, string>): Record<string, string> {
  return {
    AccountSid: `AC${'0'.repeat(32)}`,
    ApiVersion: '2010-04-01',
    CallSid: call.provider_ref,
    CallStatus: 'in-progress',
    Direction: 'outbound-api',
    From: '+48223000000',
    To: '+48500000000',
    ...said,
  };
}

/** A call whose first turn is ready to be asked for. */
interface Ready {
  call: Taken;
  script: readonly Step[];
  first: Signed;
}

/** Twilio signs elsewhere: what all calls ask for in one instant is signed before it. */
function prepare(call: Taken, script: readonly Step[]): Ready {
  const path = `/webhooks/twilio/voice/turn/${call.shard}/${call.message_id}/1/start`;
  return { call, script, first: sign(path, formOf(call, script[0]?.[1] ?? {})) };
}

async function hold({ call, script, first }: Ready, took: Record<Kind, number[]>): Promise<void> {
  let path = first.path;
  for (const [kind, said] of script) {
    if (kind !== 'first') await sleep(pauseMs * (0.5 + Math.random()));
    const wanted = kind === 'first' ? first : sign(path, formOf(call, said));
    const asked = performance.now();
    const twiml = await post(wanted);
    took[kind].push(performance.now() - asked);
    const next = /action="([^"#]+)/.exec(twiml)?.[1];
    if (next === undefined) break;
    path = next.slice(base.length);
  }
  const ended = formOf(call, { CallStatus: 'completed', CallDuration: '40' });
  await post(sign(`/webhooks/twilio/voice/status/${call.shard}/${call.message_id}/1`, ended));
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
  const ready = held.map((call, n) => prepare(call, SCRIPTS[n % SCRIPTS.length] ?? []));
  await Promise.all(ready.map((each) => hold(each, took)));
  console.log(`round ${round} ${JSON.stringify(took)}`);
}
console.log('all rounds held');
process.exit(0);

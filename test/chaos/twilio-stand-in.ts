import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Dice } from '../harness/dice.js';
import { openControl, readBody } from './sink-control.js';
import { type Acceptance, SinkLedger, type SinkMood } from './sink-report.js';
import { StatusCallbacks } from './status-callbacks.js';
import { MessageBook, type BookedMessage } from './twilio-messages.js';

/**
 * Stands where Twilio would, in a process of its own that nobody kills:
 * `node twilio-stand-in.js <port> <control port> <seed> <mood as JSON>`. It keeps every message that it took, lists them as
 * Twilio does, and reports their delivery by signed callbacks that come late, twice and in any order.
 */
const [port, controlPort, seed] = [Number(process.argv[2]), Number(process.argv[3]), Number(process.argv[4])];
const mood = JSON.parse(process.argv[5] ?? '') as SinkMood;
const dice = new Dice(seed);
const ledger = new SinkLedger();
const book = new MessageBook();
const callbacks = new StatusCallbacks(dice, ledger);

type Treatment = 'take' | 'throttle' | 'fail-without' | 'fail-after' | 'drop-without' | 'drop-after';

/** How often a rough sink does what, of all submissions. */
const ROUGHNESS: [Treatment, number][] = [
  ['throttle', 0.05],
  ['fail-without', 0.025],
  ['fail-after', 0.025],
  ['drop-without', 0.015],
  ['drop-after', 0.035],
];
const LOOK_UP_FAILS = 0.1;

function treatment(): Treatment {
  if (!mood.rough) return 'take';
  let roll = dice.next();
  for (const [what, share] of ROUGHNESS) {
    if (roll < share) return what;
    roll -= share;
  }
  return 'take';
}

function answer(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

const failure = (status: number, code: number): object => ({
  code,
  message: 'failed',
  more_info: '',
  status,
});

async function submit(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const form = new URLSearchParams(await readBody(request));
  const what = treatment();
  if (what !== 'take') ledger.count(what);
  if (what === 'throttle') {
    const hint: Record<string, string> = dice.chance(0.5) ? { 'retry-after': '1' } : {};
    return answer(response, 429, failure(429, 20429), hint);
  }
  if (what === 'fail-without') return answer(response, 500, failure(500, 20500));
  if (what === 'drop-without') return void response.destroy();
  const { message, acceptance } = take(form);
  await new Promise((resolve) => setTimeout(resolve, dice.between(...mood.latencyMs)));
  settle(response, what, message, acceptance);
}

/** From here on the message is taken, whatever the sender hears of it. */
function take(form: URLSearchParams): { message: BookedMessage; acceptance: Acceptance } {
  const message = book.enter(form);
  const token = /\/p\/([0-9A-Za-z]+)/.exec(message.body)?.[1] ?? `no link in ${message.sid}`;
  const acceptance = ledger.accept(token, message.to);
  callbacks.plan(message, form.get('StatusCallback'));
  return { message, acceptance };
}

function settle(
  response: ServerResponse,
  what: Treatment,
  message: BookedMessage,
  acceptance: Acceptance,
): void {
  if (what === 'drop-after') {
    acceptance.fate = 'dropped';
    response.destroy();
  } else if (what === 'fail-after') {
    acceptance.fate = 'denied';
    answer(response, 500, failure(500, 20500));
  } else if (!response.destroyed) {
    acceptance.fate = 'answered';
    answer(response, 201, book.resource(message));
  }
}

function list(url: URL, response: ServerResponse): void {
  ledger.count('look-up');
  if (mood.rough && dice.chance(LOOK_UP_FAILS)) {
    ledger.count('look-up-failed');
    return answer(response, 500, failure(500, 20500));
  }
  answer(response, 200, book.page(url));
}

const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  const url = new URL(request.url ?? '/', 'http://sink');
  if (request.method === 'POST') void submit(request, response);
  else list(url, response);
});
server.listen(port, '127.0.0.1', () =>
  openControl(controlPort, mood, ledger, () => console.log('twilio stands in')),
);

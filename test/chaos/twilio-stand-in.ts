import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Dice } from '../harness/dice.js';
import { AccountBook, type Booked, type Listing } from './account-book.js';
import { ContentShelf } from './account-contents.js';
import { callResource, messageResource } from './account-resources.js';
import { CallTurns } from './call-turns.js';
import { chooseTreatment, Doubts, REFUSALS, type Treatment } from './roughness.js';
import { openControl, readBody } from './sink-control.js';
import { SinkLedger, type SinkMood } from './sink-report.js';
import { callForm, messageForm, StatusCallbacks } from './status-callbacks.js';
import { readSubmission, type SubmittedForm } from './submitted-form.js';

/**
 * Stands where Twilio would, in a process of its own that nobody kills:
 * `node twilio-stand-in.js <port> <control port> <seed> <mood as JSON> <log>`. It keeps every message and call that it
 * took, lists them as Twilio does, keeps the account's cards, and reports by signed callbacks what becomes of each.
 */
const [port, controlPort, seed] = [Number(process.argv[2]), Number(process.argv[3]), Number(process.argv[4])];
const mood = JSON.parse(process.argv[5] ?? '') as SinkMood;
const dice = new Dice(seed);
const ledger = new SinkLedger(process.argv[6]);
const doubts = new Doubts();
const shelf = new ContentShelf();
const messages = new AccountBook('SM', dice);
const calls = new AccountBook('CA', dice);
const messageCallbacks = new StatusCallbacks(dice, ledger, messageForm);
const callCallbacks = new StatusCallbacks(dice, ledger, callForm);
const turns = new CallTurns(dice, ledger);

const LISTINGS: Record<Listing['name'], Listing & { book: AccountBook }> = {
  messages: { name: 'messages', resource: messageResource, book: messages },
  calls: { name: 'calls', resource: callResource, book: calls },
};
const LOOK_UP_FAILS = 0.1;
const CONTENT_FAILS = 0.05;

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

async function submit(request: IncomingMessage, response: ServerResponse, list: Listing): Promise<void> {
  const form = new URLSearchParams(await readBody(request));
  const submitted = readSubmission(list.name, form, shelf);
  const { leg, to, channel } = submitted;
  // Sent once more although nobody could know by now that it had not been taken.
  if (doubts.isOpen(leg)) ledger.count('unproved-repeat');
  const what = mood.rough ? chooseTreatment(dice) : 'take';
  if (what !== 'take') ledger.count(what);
  if (what === 'throttle') {
    const hint: Record<string, string> = dice.chance(0.5) ? { 'retry-after': '1' } : {};
    return answer(response, 429, failure(429, 20429), hint);
  }
  if (what.endsWith('without')) {
    doubts.begin(leg, to);
    return what === 'fail-without' ? answer(response, 500, failure(500, 20500)) : void response.destroy();
  }
  const { share, code } = REFUSALS[channel];
  if (ledger.wasRefused(leg) || dice.chance(share)) {
    ledger.refuse(leg);
    ledger.count(`refused-${channel}`);
    return answer(response, 400, failure(400, code));
  }
  const booked = take(submitted, form);
  await new Promise((resolve) => setTimeout(resolve, dice.between(...mood.latencyMs)));
  settle(response, what, booked, list);
}

/** From here on it is taken, whatever the sender hears of it. */
function take({ leg, channel, to, from, body }: SubmittedForm, form: URLSearchParams): Booked {
  const acceptance = ledger.accept(leg);
  ledger.count(`taken-${channel}`);
  const booked = (channel === 'voice' ? calls : messages).enter(channel, { to, from, body, acceptance });
  const callback = form.get('StatusCallback');
  (channel === 'voice' ? callCallbacks : messageCallbacks).plan(booked, callback);
  if (channel === 'voice') turns.plan(booked, form.get('Url'));
  return booked;
}

function settle(response: ServerResponse, what: Treatment, booked: Booked, { resource }: Listing): void {
  const { acceptance } = booked;
  if (acceptance === undefined) return;
  if (what === 'drop-after') {
    acceptance.fate = 'dropped';
    response.destroy();
  } else if (what === 'fail-after') {
    acceptance.fate = 'denied';
    answer(response, 500, failure(500, 20500));
  } else if (!response.destroyed) {
    acceptance.fate = 'answered';
    answer(response, 201, resource({ ...booked, endsAt: Infinity }));
  }
}

function list(url: URL, response: ServerResponse, { book, ...listing }: (typeof LISTINGS)['calls']): void {
  ledger.count('look-up');
  if (mood.rough && dice.chance(LOOK_UP_FAILS)) {
    ledger.count('look-up-failed');
    return answer(response, 500, failure(500, 20500));
  }
  doubts.lookedUp(url.searchParams.get('To') ?? '');
  answer(response, 200, book.page(url, listing));
}

async function contents(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
  const text = await readBody(request);
  if (mood.rough && dice.chance(CONTENT_FAILS)) return answer(response, 500, failure(500, 20500));
  if (request.method === 'GET') return answer(response, 200, shelf.page(url));
  answer(response, 201, shelf.create(JSON.parse(text) as Parameters<ContentShelf['create']>[0]));
}

const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  const url = new URL(request.url ?? '/', 'http://sink');
  if (url.pathname.endsWith('/Content')) return void contents(request, response, url);
  const listing = LISTINGS[url.pathname.endsWith('/Calls.json') ? 'calls' : 'messages'];
  if (request.method === 'POST') void submit(request, response, listing);
  else list(url, response, listing);
});
const pending = (): number => messageCallbacks.pending + callCallbacks.pending + turns.pending;
server.listen(port, '127.0.0.1', () =>
  openControl(controlPort, { mood, ledger, pending }, () => console.log('twilio stands in')),
);

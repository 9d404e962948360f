import { Agent, request as undiciRequest } from 'undici';
import twilio from 'twilio';
import { firstOf } from './warm-up.js';

/**
 * The loop that a team would write: `node sms-raw-loop.js <sdk|undici> <sink port> <messages>`.
 * 'sdk' is the unmodified twilio SDK with keep-alive; 'undici' a bare request. Fifty at once; prints messages per second.
 */
const [kind, port, total] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const CONCURRENCY = 50;
const BODY =
  'Dzien dobry, zaleglosc w sprawie A/2026/000123 wynosi 1 234,50 zl. Szczegoly: http://127.0.0.1:3000/p/Ab3dEf6hIj9kLm';
const account = 'AC00000000000000000000000000000000';

/** The SDK's own client, with the address of each request exchanged for the sink's and nothing else. */
function redirected(): InstanceType<typeof twilio.RequestClient> {
  const client = new twilio.RequestClient({ keepAlive: true, maxSockets: CONCURRENCY });
  const request = client.request.bind(client);
  client.request = (options) =>
    request({ ...options, uri: `http://127.0.0.1:${port}${new URL(options.uri).pathname}` });
  return client;
}

function sender(): (n: number) => Promise<unknown> {
  if (kind === 'sdk') {
    const client = twilio(account, 'token', { httpClient: redirected() });
    return (n) =>
      client.messages.create({ to: `+4850${String(n).padStart(7, '0')}`, from: '+15005550006', body: BODY });
  }
  const dispatcher = new Agent({ connections: CONCURRENCY });
  const authorization = `Basic ${Buffer.from(`${account}:token`).toString('base64')}`;
  return async (n) => {
    const body = new URLSearchParams({
      To: `+4850${String(n).padStart(7, '0')}`,
      From: '+15005550006',
      Body: BODY,
    }).toString();
    const answer = await undiciRequest(
      `http://127.0.0.1:${port}/2010-04-01/Accounts/${account}/Messages.json`,
      {
        method: 'POST',
        dispatcher,
        headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
        body,
      },
    );
    return answer.body.json();
  };
}

const send = sender();
let next = 0;
async function worker(until: number): Promise<void> {
  while (next < until) await send(next++);
}
const all = (until: number): Promise<unknown> =>
  Promise.all(Array.from({ length: CONCURRENCY }, () => worker(until)));
const first = firstOf(total);
await all(first);
const started = performance.now();
await all(first + total);
const perSecond = total / ((performance.now() - started) / 1000);
console.log(JSON.stringify({ per_s: perSecond }));
process.exit(0);

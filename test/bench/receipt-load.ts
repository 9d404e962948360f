import { createHmac, randomUUID } from 'node:crypto';
import { Agent, request } from 'undici';
import { Database } from '#persistence';

/**
 * Posts signed status callbacks, two hundred at once: `node receipt-load.js <base> <public url> <how many> [database]`.
 * With a database the callbacks are about its messages. Prints callbacks per second.
 */
const [base, publicUrl, total, databaseUrl] = [
  process.argv[2],
  process.argv[3],
  Number(process.argv[4]),
  process.argv[5],
];
const CONCURRENCY = 200;
const TOKEN = 'token';

interface Target {
  shard: number;
  message_id: string;
  provider_ref: string;
}

async function targets(): Promise<Target[]> {
  if (!databaseUrl)
    return Array.from({ length: total }, (_, n) => ({
      shard: n % 64,
      message_id: randomUUID(),
      provider_ref: `SM${n}`,
    }));
  const db = new Database({ url: databaseUrl, connections: 1 });
  // Those that nothing was reported of yet.
  const { rows } = await db.query<Target>(
    `SELECT a.shard, a.message_id, a.provider_ref FROM attempts a
     JOIN legs l ON l.shard = a.shard AND l.message_id = a.message_id AND l.leg_no = a.leg_no
     WHERE a.outcome = 'accepted' AND l.status = 'accepted' LIMIT $1`,
    [total],
  );
  await db.close();
  return rows;
}

function signed(target: Target): { path: string; body: string; signature: string } {
  const path = `/webhooks/twilio/status/sms/${target.shard}/${target.message_id}/1`;
  const params: Record<string, string> = {
    AccountSid: 'AC00000000000000000000000000000000',
    ApiVersion: '2010-04-01',
    From: 'Energia',
    MessageSid: target.provider_ref,
    MessageStatus: 'delivered',
    SmsSid: target.provider_ref,
    SmsStatus: 'delivered',
    To: '+48500000000',
  };
  const text = Object.keys(params)
    .sort()
    .reduce((all, key) => all + key + params[key], publicUrl + path);
  const signature = createHmac('sha1', TOKEN).update(text, 'utf8').digest('base64');
  return { path, body: new URLSearchParams(params).toString(), signature };
}

const posts = (await targets()).map(signed);
const dispatcher = new Agent({ connections: CONCURRENCY });
let next = 0;
async function worker(): Promise<void> {
  for (let post = posts[next++]; post; post = posts[next++]) {
    const answer = await request(base + post.path, {
      method: 'POST',
      dispatcher,
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': post.signature },
      body: post.body,
    });
    await answer.body.dump();
    if (answer.statusCode >= 300) throw new Error(`${post.path} answered ${answer.statusCode}`);
  }
}
const started = performance.now();
await Promise.all(Array.from({ length: CONCURRENCY }, worker));
console.log(JSON.stringify({ per_s: posts.length / ((performance.now() - started) / 1000) }));
process.exit(0);

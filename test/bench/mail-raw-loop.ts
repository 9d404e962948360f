import { readFileSync } from 'node:fs';
import { createTransport } from 'nodemailer';
import { firstOf } from './warm-up.js';

/**
 * nodemailer, pooled, twenty connections, a mail of the pipeline's:
 * `node mail-raw-loop.js <smtp port> <mails> <file with subject, text and html>`. Prints mails per second.
 */
const [port, total] = [Number(process.argv[2]), Number(process.argv[3])];
const mail = JSON.parse(readFileSync(process.argv[4] ?? '', 'utf8')) as Record<
  'subject' | 'text' | 'html',
  string
>;
const transport = createTransport({
  pool: true,
  maxConnections: 20,
  maxMessages: Infinity,
  host: '127.0.0.1',
  port,
  secure: false,
  ignoreTLS: true,
});
let next = 0;
async function worker(until: number): Promise<void> {
  while (next < until) {
    const n = next++;
    await transport.sendMail({
      from: 'kontakt@wierzyciel.example',
      to: `dluznik${n}@example.com`,
      ...mail,
    });
  }
}
const all = (until: number): Promise<unknown> => Promise.all(Array.from({ length: 40 }, () => worker(until)));
const first = firstOf(total);
await all(first);
const started = performance.now();
await all(first + total);
console.log(JSON.stringify({ per_s: total / ((performance.now() - started) / 1000) }));
process.exit(0);

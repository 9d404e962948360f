import { createTransport } from 'nodemailer';

/**
 * nodemailer, pooled, twenty connections, the same body as the pipeline's mails:
 * `node mail-raw-loop.js <smtp port> <mails> <html bytes>`. Prints mails per second.
 */
const [port, total, bytes] = [Number(process.argv[2]), Number(process.argv[3]), Number(process.argv[4])];
const transport = createTransport({
  pool: true,
  maxConnections: 20,
  maxMessages: Infinity,
  host: '127.0.0.1',
  port,
  secure: false,
  ignoreTLS: true,
});
const html =
  `<html><body><p>${'Saldo zadłużenia i jego historia. '.repeat(Math.ceil(bytes / 35))}</p></body></html>`.slice(
    0,
    bytes,
  );
const text = 'Saldo i szczegóły: http://127.0.0.1:3000/p/Ab3dEf6hIj9kLm';

let next = 0;
async function worker(): Promise<void> {
  while (next < total) {
    const n = next++;
    await transport.sendMail({
      from: 'kontakt@wierzyciel.example',
      to: `dluznik${n}@example.com`,
      subject: 'Twoja sprawa',
      text,
      html,
    });
  }
}
const started = performance.now();
await Promise.all(Array.from({ length: 40 }, worker));
console.log(JSON.stringify({ per_s: total / ((performance.now() - started) / 1000) }));
process.exit(0);

import { createServer } from 'node:http';

/**
 * Stands where Twilio would: takes each message, counts it, and answers what the real one answers. Runs as a
 * process of its own: `node sms-sink.js <port>`. GET /count tells how many came, POST /reset starts over.
 */
let count = 0;
const now = 'Mon, 12 Jan 2026 08:00:00 +0000';

function answer(to: string, body: string): string {
  count += 1;
  const sid = `SM${count.toString(16).padStart(32, '0')}`;
  return JSON.stringify({
    account_sid: 'AC00000000000000000000000000000000',
    api_version: '2010-04-01',
    body,
    date_created: now,
    date_sent: null,
    date_updated: now,
    direction: 'outbound-api',
    error_code: null,
    error_message: null,
    from: '+15005550006',
    messaging_service_sid: null,
    num_media: '0',
    num_segments: '1',
    price: null,
    price_unit: 'USD',
    sid,
    status: 'queued',
    subresource_uris: { media: `/2010-04-01/Accounts/AC/Messages/${sid}/Media.json` },
    to,
    uri: `/2010-04-01/Accounts/AC/Messages/${sid}.json`,
  });
}

const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    if (request.url === '/count') {
      response.end(String(count));
    } else if (request.url === '/reset') {
      count = 0;
      response.end();
    } else {
      const form = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
      const text = answer(form.get('To') ?? '', form.get('Body') ?? '');
      response.writeHead(201, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
      });
      response.end(text);
    }
  });
});
server.listen(Number(process.argv[2]), '127.0.0.1', () => console.log('sms sink ready'));

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ListingMood, ProviderMood } from '../conformance-harness.js';

export const ACCOUNT = `AC${'0'.repeat(32)}`;
export const SID = `SM${'a'.repeat(32)}`;
export const CALL_SID = `CA${'a'.repeat(32)}`;

/** Between the parts of a slow answer, in milliseconds. */
const PIECE_MS = 150;
/** Statuses of refusals that are no 400. */
const STATUS_OF: Readonly<Record<string, number>> = { '20003': 401, '20429': 429, '21611': 429 };

interface Received {
  method: string;
  url: string;
  authorization: string;
  form: URLSearchParams;
  text: string;
}

/** Speaks as much of Twilio's APIs as the adapters' tests need, and misbehaves as its moods say. */
export class TwilioStub {
  mood: ProviderMood = 'accepts';
  listing: ListingMood | 'answers' = 'answers';
  /** The code that it refuses with. */
  refusal = '21211';
  readonly received: Received[] = [];
  taken = 0;
  /** Contents of the account, in the API's own words. */
  readonly contents: Record<string, unknown>[] = [];
  /** What it lists of messages, or of calls. */
  pages: object[][] = [];
  private server: Server | undefined;

  async listen(port = 0): Promise<string> {
    const server = createServer((request, response) => void this.answer(request, response));
    this.server = server;
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const form = new URLSearchParams(text);
    const { method = '', url = '', headers } = request;
    this.received.push({ method, url, authorization: headers.authorization ?? '', form, text });
    if (url.includes('/v1/Content')) return this.content(response, method, text);
    if (method === 'GET') return this.list(response, url);
    const error = (code: string, status = STATUS_OF[code] ?? 400) =>
      send(response, status, {
        code: Number(code),
        message: `about ${form.get('To')}`,
        more_info: '',
        status,
      });
    if (this.mood === 'throttles') return error('20429');
    if (this.mood === 'turns-us-away') return error('20003');
    if (this.mood === 'refuses') return error(this.refusal);
    this.taken += 1;
    if (this.mood === 'fails') return error('20500', 500);
    const created = url.includes('/Calls')
      ? { sid: CALL_SID, status: 'queued' }
      : { sid: SID, status: 'queued', body: form.get('Body') };
    await misbehave(response, this.mood, 201, created);
  }

  private content(response: ServerResponse, method: string, text: string): void {
    if (method === 'GET') {
      return send(response, 200, { contents: this.contents, meta: { key: 'contents', next_page_url: null } });
    }
    if (this.mood === 'refuses') return send(response, 400, { code: 20001, status: 400 });
    const sid = `HX${String(this.contents.length).padStart(32, '0')}`;
    this.contents.push({ ...(JSON.parse(text) as object), sid });
    send(response, 201, this.contents.at(-1) ?? {});
  }

  private async list(response: ServerResponse, url: string): Promise<void> {
    const { pathname, searchParams } = new URL(url, 'http://x');
    const page = Number(searchParams.get('Page') ?? 0);
    const fails = this.listing === 'fails' || (this.listing === 'fails-at-a-later-page' && page > 0);
    if (fails) return send(response, 503, { code: 20503, status: 503 });
    if (this.listing === 'throttles') return send(response, 429, { code: 20429, status: 429 });
    const kind = pathname.endsWith('/Calls.json') ? 'Calls' : 'Messages';
    const more = page + 1 < this.pages.length;
    const next = more ? `/2010-04-01/Accounts/${ACCOUNT}/${kind}.json?Page=${page + 1}` : null;
    const listed = { [kind.toLowerCase()]: this.pages[page] ?? [], page, next_page_uri: next };
    await misbehave(response, this.listing, 200, listed);
  }
}

/** Answers, or does whatever goes wrong with an answer on its way. */
async function misbehave(
  response: ServerResponse,
  mood: ProviderMood | ListingMood | 'answers',
  status: number,
  body: object,
): Promise<void> {
  const text = JSON.stringify(body);
  if (mood === 'drops-the-answer') return void response.destroy();
  if (mood === 'falls-silent') return;
  if (mood === 'talks-nonsense') return void response.writeHead(status).end('<html>');
  if (mood === 'answers-emptily') return send(response, status, {});
  if (mood === 'is-hidden-by-a-gateway')
    return void response.writeHead(502, { 'content-type': 'text/html' }).end('<html>Bad Gateway</html>');
  if (mood === 'breaks-off-its-answer') {
    response.writeHead(status, { 'content-length': text.length });
    return void response.write(text.slice(0, -5), () => response.destroy());
  }
  if (mood !== 'accepts-slowly') return send(response, status, body);
  response.writeHead(status, { 'content-type': 'application/json' });
  for (const piece of text.match(/[^]{1,20}/g) ?? []) {
    response.write(piece);
    await new Promise((resolve) => setTimeout(resolve, PIECE_MS));
  }
  response.end();
}

export function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'retry-after': '3' });
  response.end(JSON.stringify(body));
}

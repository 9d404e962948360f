import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ChannelAdapter } from '#contracts';
import type { ConformanceHarness, ProviderMood } from '../conformance.js';

export const ACCOUNT = `AC${'0'.repeat(32)}`;
export const SID = `SM${'a'.repeat(32)}`;

interface Received {
  method: string;
  url: string;
  authorization: string;
  form: URLSearchParams;
  text: string;
}

/** Speaks as much of Twilio's APIs as the adapters' tests need. */
export class TwilioStub {
  mood: ProviderMood = 'accepts';
  readonly received: Received[] = [];
  taken = 0;
  /** Contents of the account, in the API's own words. */
  readonly contents: Record<string, unknown>[] = [];
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
    const error = (status: number, code: number) =>
      send(response, status, { code, message: `about ${form.get('To')}`, more_info: '', status });
    if (this.mood === 'throttles') return error(429, 20429);
    if (this.mood === 'refuses') return error(400, 21211);
    this.taken += 1;
    if (this.mood === 'fails') return error(500, 20500);
    if (this.mood === 'drops-the-answer') return void response.destroy();
    if (this.mood === 'falls-silent') return;
    if (this.mood === 'talks-nonsense') return void response.writeHead(201).end('<html>');
    send(response, 201, { sid: SID, status: 'queued', body: form.get('Body') });
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

  private list(response: ServerResponse, url: string): void {
    if (this.mood === 'fails') return send(response, 503, { code: 20503, status: 503 });
    const page = Number(new URL(url, 'http://x').searchParams.get('Page') ?? 0);
    const more = page + 1 < this.pages.length;
    const next = more ? `/2010-04-01/Accounts/${ACCOUNT}/Messages.json?Page=${page + 1}` : null;
    send(response, 200, { messages: this.pages[page] ?? [], page, next_page_uri: next });
  }
}

export function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'retry-after': '3' });
  response.end(JSON.stringify(body));
}

/** An adapter at a stub of its own. */
export async function harnessOf(
  adapterFor: (apiUrl: string) => ChannelAdapter,
  prepare: (stub: TwilioStub) => void = () => undefined,
): Promise<ConformanceHarness> {
  const stub = new TwilioStub();
  prepare(stub);
  const url = await stub.listen();
  const adapter = adapterFor(`${url}/sandbox/twilio`);
  let open = true;
  return {
    adapter,
    taken: () => stub.taken,
    turn: async (mood) => {
      stub.mood = mood;
      if (mood === 'is-down' && open) await stub.close();
      open = mood !== 'is-down';
    },
    close: async () => {
      if (open) await stub.close();
      await adapter.destroy?.();
    },
  };
}

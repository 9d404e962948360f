import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PaymentMood } from '../payment-conformance.js';

/** What it shows of a payment, so that errors can be searched for it. */
const QUOTED = 'Prąd K/1, REF-1';
const PIECE_MS = 60;
const STATUS_OF: Readonly<Partial<Record<PaymentMood, number>>> = {
  throttles: 429,
  'turns-us-away': 401,
  fails: 500,
  'is-hidden-by-a-gateway': 502,
};

interface Received {
  headers: IncomingMessage['headers'];
  url: string;
  body: Record<string, unknown>;
}

/** Opens payment pages as the sandbox does, and misbehaves as its moods say. */
export class PaymentStub {
  mood: PaymentMood = 'opens';
  readonly received: Received[] = [];
  private server: Server | undefined;

  async listen(): Promise<string> {
    const server = createServer((request, response) => void this.answer(request, response));
    this.server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/sandbox/payments`;
  }

  async close(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const { headers, url = '' } = request;
    this.received.push({ headers, url, body: JSON.parse(text) as Record<string, unknown> });
    const status = STATUS_OF[this.mood];
    if (status !== undefined) return void response.writeHead(status).end(`<html>${QUOTED}</html>`);
    if (this.mood === 'drops-the-answer') return void response.destroy();
    if (this.mood === 'falls-silent') return;
    response.writeHead(201, { 'content-type': 'application/json' });
    if (this.mood === 'talks-nonsense') return void response.end(`<html>${QUOTED}`);
    if (this.mood === 'answers-emptily') return void response.end('{}');
    const page = this.mood === 'leads-elsewhere' ? 'javascript:alert(1)' : 'https://d.test/sandbox/pay/ps_1';
    const session = JSON.stringify({ id: 'ps_1', url: page });
    if (this.mood === 'breaks-off-its-answer')
      return void response.write(session.slice(0, -5), () => response.destroy());
    if (this.mood === 'opens-slowly')
      for (const piece of session.match(/[^]{1,20}/g) ?? []) {
        response.write(piece);
        await new Promise((resolve) => setTimeout(resolve, PIECE_MS));
      }
    response.end(this.mood === 'opens-slowly' ? undefined : session);
  }
}

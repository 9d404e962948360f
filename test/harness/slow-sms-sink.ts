import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Dice } from './dice.js';

/** A message as it came to the sink. */
export interface Arrival {
  /** Its deep link's token: unique to a leg, so that one seen twice is a leg sent twice. */
  leg: string;
  /** Machine instant at which the whole submission was there, epoch ms. */
  at: number;
}

/** As slow as a real provider, in ms at least and at most: submissions queue up within the sender. */
const LATENCY_MS = [40, 160] as const;
const LINK = /\/p\/([\w-]+)/;

/** Stands where Twilio would: takes every SMS, notes when it came, and answers after a while. */
export class SlowSmsSink {
  readonly arrivals: Arrival[] = [];
  private readonly dice = new Dice(7);
  private readonly server: Server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    void text(request).then((form) => this.take(new URLSearchParams(form), response));
  });

  /** Returns the address that stands for the provider's API. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private take(form: URLSearchParams, response: ServerResponse): void {
    const leg = LINK.exec(form.get('Body') ?? '')?.[1] ?? '';
    this.arrivals.push({ leg, at: performance.timeOrigin + performance.now() });
    const sid = `SM${this.arrivals.length.toString(16).padStart(32, '0')}`;
    setTimeout(
      () => {
        response.writeHead(201, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ sid, status: 'queued' }));
      },
      this.dice.between(...LATENCY_MS),
    );
  }
}

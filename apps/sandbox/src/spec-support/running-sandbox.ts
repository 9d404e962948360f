import 'reflect-metadata';
import { setTimeout as sleep } from 'node:timers/promises';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import twilio from 'twilio';
import { SmtpDoor } from '../mail/smtp-door.js';
import { SandboxModule } from '../sandbox.module.js';
import type { SandboxOptions } from '../sandbox.options.js';
import { ManualClock } from './manual-clock.js';
import { WebhookReceiver } from './webhook-receiver.js';

export const ACCOUNT = `AC${'0'.repeat(31)}7`;
export const TOKEN = 'token-of-a-test';
export const IN_ORDER = { overtaken: 0, repeated: 0, late: 0 };

/** The sandbox on a real port, with a clock that the test moves and a receiver of its webhooks. */
export class RunningSandbox {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly url: string,
    readonly receiver: WebhookReceiver,
    readonly clock: ManualClock,
  ) {}

  static async start(changes: Partial<SandboxOptions> = {}): Promise<RunningSandbox> {
    const receiver = await new WebhookReceiver().open();
    const clock = new ManualClock();
    const options: SandboxOptions = {
      accountSid: ACCOUNT,
      authToken: TOKEN,
      inboundUrl: `${receiver.url}/webhooks/twilio/inbound#rc=3&rp=all`,
      publicUrl: receiver.url,
      smtpPort: 0,
      paymentSecret: 'payment-secret',
      paymentKey: 'payment-key',
      emailWebhookSecret: 'email-secret',
      clock,
      seed: 1,
      disorder: IN_ORDER,
      ...changes,
    };
    const app = await NestFactory.create<NestFastifyApplication>(
      SandboxModule.register(options),
      new FastifyAdapter({ forceCloseConnections: true }),
      { logger: ['error'], abortOnError: false },
    );
    await app.listen(0, '127.0.0.1').catch(async (error: unknown) => {
      await Promise.all([app.close(), receiver.close()]);
      throw error;
    });
    return new RunningSandbox(app, (await app.getUrl()).replace('[::1]', '127.0.0.1'), receiver, clock);
  }

  get smtpPort(): number {
    return this.app.get(SmtpDoor).port;
  }

  /** The unmodified SDK, its addresses rewritten to the sandbox, as the product does it. */
  twilio(token = TOKEN): twilio.Twilio {
    const stock = new twilio.RequestClient();
    const httpClient = {
      request: (options: Parameters<typeof stock.request>[0]) =>
        stock.request({
          ...options,
          uri: options.uri.replace(/^https:\/\/\w+\.twilio\.com/, `${this.url}/sandbox/twilio`),
        }),
    } as twilio.RequestClient;
    return twilio(ACCOUNT, token, { httpClient });
  }

  async get<Answer>(path: string): Promise<Answer> {
    return (await (await fetch(this.url + path)).json()) as Answer;
  }

  async post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(this.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  }

  async page(path: string): Promise<string> {
    return (await fetch(this.url + path)).text();
  }

  /** Lets everything happen that happens within this much business time, each thing at its own instant. */
  async live(ms: number): Promise<void> {
    const until = this.clock.now() + ms;
    for (;;) {
      await this.idle();
      const { nextAt } = await this.get<{ nextAt: number | null }>('/sandbox/api/pending');
      if (nextAt === null || nextAt > until) break;
      this.clock.moveTo(nextAt);
    }
    this.clock.moveTo(until);
    await this.idle();
  }

  /** Resolves when nothing is due or under way. */
  async idle(): Promise<void> {
    for (let waited = 0; waited < 15_000; waited += 10) {
      const { pending } = await this.get<{ pending: number }>('/sandbox/api/pending');
      if (pending === 0) return;
      await sleep(10);
    }
    throw new Error('the sandbox does not come to rest');
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.receiver.close();
  }
}

import type { AddressInfo } from 'node:net';
import { Global, Module } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import twilio from 'twilio';
import { v7 as uuidv7 } from 'uuid';
import { TrackerModule } from '#apps/tracker';
import { BusinessClock, Config, MessageQueue, HealthProbes } from '#contracts';
import { HealthChecks, Metrics } from '#platform';
import { QueueingModule } from '#queueing';
import { Reconciler } from '../../apps/tracker/src/reconciling/reconciler.js';
import { Sealer } from '../../apps/tracker/src/sealing/sealer.js';
import { RememberingQueue } from './remembering-queue.js';
import { configFor, type Message, StandingClock, TrackerWorld } from './tracker.world.js';

const idle = { onApplicationBootstrap: () => undefined };

/** The tracker with its doors open, on a database of its own. */
export class TrackerDoors {
  readonly queue = new RememberingQueue();
  readonly metrics = new Metrics({ ofProcess: false });
  private app!: NestFastifyApplication;
  base = '';

  private constructor(readonly world: TrackerWorld) {}

  static async open(): Promise<TrackerDoors> {
    const doors = new TrackerDoors(await TrackerWorld.create());
    await doors.listen();
    return doors;
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.world.drop();
  }

  private async listen(): Promise<void> {
    @Global()
    @Module({
      providers: [
        { provide: Config, useValue: configFor(this.world.url) },
        { provide: BusinessClock, useValue: new StandingClock() },
        { provide: Metrics, useValue: this.metrics },
        { provide: HealthProbes, useValue: new HealthChecks() },
      ],
      exports: [Config, BusinessClock, Metrics, HealthProbes],
    })
    class Surroundings {}
    @Global()
    @Module({ providers: [{ provide: MessageQueue, useValue: this.queue }], exports: [MessageQueue] })
    class Queues {}
    const module = await Test.createTestingModule({ imports: [Surroundings, TrackerModule] })
      .overrideModule(QueueingModule)
      .useModule(Queues)
      .overrideProvider(Reconciler)
      .useValue(idle)
      .overrideProvider(Sealer)
      .useValue(idle)
      .compile();
    this.app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), {
      rawBody: true,
      logger: false,
    });
    await this.app.listen(0, '127.0.0.1');
    this.base = `http://127.0.0.1:${(this.app.getHttpServer().address() as AddressInfo).port}`;
  }

  /** Posts a status callback as Twilio signs it. */
  async status(message: Message, form: Record<string, string>): Promise<number> {
    const path = statusPath(message);
    const all = { MessageSid: 'SM1', AccountSid: `AC${'0'.repeat(32)}`, ...form };
    return (await fetch(this.base + path, signedByTwilio(path, all))).status;
  }

  /** Posts a debtor's SMS as Twilio signs it. */
  async reply(from: string, body: string, more: Record<string, string> = {}): Promise<number> {
    const path = '/webhooks/twilio/inbound';
    const form = { MessageSid: `SM${uuidv7()}`, From: from, To: '+48732000000', Body: body, ...more };
    return (await fetch(this.base + path, signedByTwilio(path, form))).status;
  }

  async query(sql: string, ...values: unknown[]) {
    return (await this.world.db.query(sql, values)).rows;
  }
}

export function signedByTwilio(path: string, form: Record<string, string>): RequestInit {
  const signature = twilio.getExpectedTwilioSignature('token', `https://d.test${path}`, form);
  return {
    method: 'POST',
    headers: { 'x-twilio-signature': signature, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  };
}

export const statusPath = (message: Message): string =>
  `/webhooks/twilio/status/sms/${message.shard}/${message.messageId}/1`;

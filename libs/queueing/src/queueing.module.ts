import { BullModule, getQueueToken } from '@nestjs/bullmq';
import { Global, Inject, Module, type OnModuleInit } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { Config, HealthProbes, MessageQueue, QUEUES } from '#contracts';
import { type Channel, channels } from '#domain';
import { BullMessageQueue } from './bull-message-queue.js';
import { queueConnection } from './queue-connection.js';
import { QueueProbe } from './queue-probe.js';

const SENDING = channels.map((channel) => QUEUES.send[channel]);

/** The queues' producers. Processors live in the services: a processor works wherever its module is loaded. */
@Global()
@Module({
  imports: [
    BullModule.forRootAsync({
      inject: [Config],
      useFactory: (config: Config) => ({ connection: queueConnection(config.queueUrl) }),
    }),
    BullModule.registerQueue(...[QUEUES.render, ...SENDING].map((name) => ({ name }))),
  ],
  providers: [
    {
      provide: MessageQueue,
      inject: [QUEUES.render, ...SENDING].map((name) => getQueueToken(name)),
      useFactory: (rendering: Queue, ...sending: Queue[]) => {
        const byChannel = Object.fromEntries(channels.map((channel, place) => [channel, sending[place]]));
        return new BullMessageQueue(rendering, byChannel as Record<Channel, Queue>);
      },
    },
    QueueProbe,
  ],
  exports: [MessageQueue, QueueProbe, BullModule],
})
export class QueueingModule implements OnModuleInit {
  constructor(
    @Inject(HealthProbes) private readonly health: HealthProbes,
    @Inject(QueueProbe) private readonly probe: QueueProbe,
  ) {}

  onModuleInit(): void {
    this.health.register('queue', () => this.probe.check());
  }
}

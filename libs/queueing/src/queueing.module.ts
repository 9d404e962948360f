import { BullModule } from '@nestjs/bullmq';
import { Global, Inject, Module, type OnModuleInit } from '@nestjs/common';
import { Config, HealthProbes, MessageQueue, QUEUES } from '#contracts';
import { BullMessageQueue } from './bull-message-queue.js';
import { queueConnection } from './queue-connection.js';
import { QueueProbe } from './queue-probe.js';

/** The queues' producers. Processors live in the services: a processor works wherever its module is loaded. */
@Global()
@Module({
  imports: [
    BullModule.forRootAsync({
      inject: [Config],
      useFactory: (config: Config) => ({ connection: queueConnection(config.queueUrl) }),
    }),
    BullModule.registerQueue({ name: QUEUES.render }, { name: QUEUES.send }),
  ],
  providers: [{ provide: MessageQueue, useClass: BullMessageQueue }, QueueProbe],
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

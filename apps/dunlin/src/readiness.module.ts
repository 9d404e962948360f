import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { Database, PersistenceModule } from '#persistence';
import { HealthChecks } from '#platform';
import { QueueingModule, QueueProbe } from '#queueing';

/** What /readyz asks for in every process: the database and the queues. Services add what they alone need. */
@Module({ imports: [PersistenceModule, QueueingModule] })
export class ReadinessModule implements OnModuleInit {
  constructor(
    @Inject(HealthChecks) private readonly checks: HealthChecks,
    @Inject(Database) private readonly db: Database,
    @Inject(QueueProbe) private readonly queue: QueueProbe,
  ) {}

  onModuleInit(): void {
    this.checks.register('database', async () => {
      await this.db.query('SELECT 1');
    });
    this.checks.register('queue', () => this.queue.check());
  }
}

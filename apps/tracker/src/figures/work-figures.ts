import { Inject, Injectable, type OnModuleInit, Optional } from '@nestjs/common';
import { type FigureMeaning, Figures, MessageQueue, QUEUES, type Reading } from '#contracts';
import { channels } from '#domain';
import { Database, readWorkFigures, WORK_FIGURES } from '#persistence';

/** Both ask servers that others share; a scrape more often than this shows what the last one saw (machine time). */
const EVERY_MS = 10_000;

const QUEUE_LAG: FigureMeaning = {
  name: 'dunlin_queue_lag_seconds',
  help: 'How long the next wake-up of a queue has waited.',
  labelNames: ['queue'],
};

/** How the work as a whole stands: shown by the tracker, which is where what was left behind is looked for. */
@Injectable()
export class WorkFigures implements OnModuleInit {
  constructor(
    @Optional() @Inject(Figures) private readonly figures: Figures | undefined,
    @Inject(Database) private readonly db: Database,
    @Inject(MessageQueue) private readonly queue: MessageQueue,
  ) {}

  onModuleInit(): void {
    this.figures?.gauges(WORK_FIGURES, () => readWorkFigures(this.db), EVERY_MS);
    this.figures?.gauges([QUEUE_LAG], () => this.readLag(), EVERY_MS);
  }

  private async readLag(): Promise<Record<string, Reading[]>> {
    const { render, send } = await this.queue.lag();
    const waited = (queue: string, ms: number): Reading => ({ labels: { queue }, value: ms / 1_000 });
    return {
      [QUEUE_LAG.name]: [
        waited(QUEUES.render, render),
        ...channels.map((channel) => waited(QUEUES.send[channel], send[channel])),
      ],
    };
  }
}

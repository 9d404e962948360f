import { Inject, Injectable } from '@nestjs/common';
import { Metrics } from '#platform';

/** Counts what webhooks bring, and what is turned away at the door. */
@Injectable()
export class WebhookCounter {
  private readonly webhooks;

  constructor(@Inject(Metrics) metrics: Metrics) {
    this.webhooks = metrics.counter('dunlin_webhooks_total', 'Webhooks by door and outcome.', [
      'door',
      'outcome',
    ]);
  }

  /** @param outcome 'taken', 'forged', 'unreadable' or 'failed' */
  count(door: string, outcome: 'taken' | 'forged' | 'unreadable' | 'failed'): void {
    this.webhooks.inc({ door, outcome });
  }
}

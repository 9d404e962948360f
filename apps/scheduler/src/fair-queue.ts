import { Inject, Injectable } from '@nestjs/common';
import { type MessageBatch, MessageQueue } from '#contracts';
import { Turns } from '#domain';
import { toBatch } from '#persistence';

/** A leg on its way, and the campaign that it belongs to, if any. */
export interface CampaignLeg {
  shard: number;
  message_id: string;
  leg_no: number;
  campaign_id: string | null;
}

/** Hands legs on by campaign, each in its turn, so that a large campaign does not keep a small one waiting. */
@Injectable()
export class FairQueue {
  private readonly turns = new Turns();

  constructor(@Inject(MessageQueue) private readonly queue: MessageQueue) {}

  async render(legs: readonly CampaignLeg[]): Promise<void> {
    const now = performance.now();
    this.turns.tidy(now);
    for (const [campaign, batch] of byCampaign(legs)) {
      // What no campaign sends was asked for by somebody: it goes first.
      const turn = campaign === null ? undefined : this.turns.next(campaign, batch.ids.length, now);
      await this.queue.render(batch, turn);
    }
  }
}

function byCampaign(legs: readonly CampaignLeg[]): Map<string | null, MessageBatch> {
  const groups = new Map<string | null, CampaignLeg[]>();
  for (const leg of legs) {
    const group = groups.get(leg.campaign_id);
    if (group) group.push(leg);
    else groups.set(leg.campaign_id, [leg]);
  }
  return new Map([...groups].map(([campaign, group]) => [campaign, toBatch(group)]));
}

import { Inject, Injectable, Logger } from '@nestjs/common';
import { type Desk, optOut, promiseToPay, requestEscalation, requestLink, wrongParty } from '#casework';
import { BusinessClock, type CallBeforeTurn, type CallName, MessageQueue } from '#contracts';
import type { AwaitedEffect, EffectResult } from '#conversation';
import { isoDateOf, requireIsoDate } from '#domain';

const ACTOR = 'debtor';
const CHANNEL = 'voice';

/** The desk of those who wait at a phone. */
export const CALL_DESK = Symbol('CALL_DESK');

/** What callers make happen, as casework knows it. All but a promise may be repeated without a further effect. */
@Injectable()
export class CallEffects {
  private readonly logger = new Logger('calls');

  constructor(
    @Inject(CALL_DESK) private readonly desk: Desk,
    @Inject(BusinessClock) private readonly clock: BusinessClock,
    @Inject(MessageQueue) private readonly queue: MessageQueue,
  ) {}

  async perform(call: CallName, about: CallBeforeTurn, wanted: AwaitedEffect): Promise<EffectResult> {
    switch (wanted.effect) {
      case 'send-link':
        return this.sendLink(call, about);
      case 'promise':
        return this.promise(call, about, wanted.days ?? 0);
      case 'ask-for-person':
        return this.askForPerson(call, about);
      case 'opt-out':
        return this.stopCalls(call);
      case 'wrong-party':
        return this.forget(call);
    }
  }

  private async sendLink(call: CallName, { caseId, contactPointId }: CallBeforeTurn): Promise<EffectResult> {
    if (contactPointId === null) return 'refused';
    const origin = originOf(call);
    const result = await requestLink(this.desk, { caseId, contactPointId, origin, actor: ACTOR });
    if (result.kind !== 'ok') return 'refused';
    const { shard, messageId } = result;
    try {
      await this.queue.render({ shards: [shard], ids: [messageId], legs: [1] });
    } catch (error) {
      this.logger.error('a link waits for the reconciler', error as Error);
    }
    return 'done';
  }

  private async promise(
    { messageId }: CallName,
    { caseId, variables }: CallBeforeTurn,
    days: number,
  ): Promise<EffectResult> {
    const by = isoDateOf(requireIsoDate(variables.today) + days);
    const promised = await promiseToPay(this.desk, {
      caseId,
      amount: 'balance',
      by,
      source: CHANNEL,
      now: this.clock.now(),
      act: { channel: CHANNEL, messageId },
    });
    return promised.outcome === 'promised' ? 'done' : 'refused';
  }

  private async askForPerson(call: CallName, { caseId }: CallBeforeTurn): Promise<EffectResult> {
    const { kind } = await requestEscalation(this.desk, {
      caseId,
      reason: 'human-requested',
      origin: originOf(call),
      actor: ACTOR,
      priority: 'high',
      act: { channel: CHANNEL, messageId: call.messageId },
    });
    return kind === 'ok' || kind === 'alreadyDone' ? 'done' : 'refused';
  }

  private async stopCalls({ messageId }: CallName): Promise<EffectResult> {
    const { kind } = await optOut(this.desk, {
      address: { messageId, channel: CHANNEL },
      channel: CHANNEL,
      actor: ACTOR,
      messageId,
      confirm: false,
    });
    return kind === 'notFound' ? 'refused' : 'done';
  }

  private async forget({ messageId }: CallName): Promise<EffectResult> {
    const address = { messageId, channel: CHANNEL };
    const { kind } = await wrongParty(this.desk, { address, actor: ACTOR, channel: CHANNEL, messageId });
    return kind === 'notFound' ? 'refused' : 'done';
  }
}

/** One of each effect a call. */
function originOf({ messageId, legNo }: CallName): string {
  return `call:${messageId}.${legNo}`;
}

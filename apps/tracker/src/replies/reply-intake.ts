import { Inject, Injectable } from '@nestjs/common';
import type { InboundText } from '#channels';
import { Desk, optOut, requestEscalation, wrongParty } from '#casework';
import { BusinessClock, Config, ReplyStore, type StoredReply } from '#contracts';
import { contactHash, deriveKey } from '#domain';
import { needsHuman, type UnderstoodReply, understandReply } from './understand-reply.js';

/** Answers to our texts and taps on our cards: kept, obeyed, and shown to the cases that they are about. */
@Injectable()
export class ReplyIntake {
  private readonly key: Buffer;

  constructor(
    @Inject(ReplyStore) private readonly replies: ReplyStore,
    @Inject(Desk) private readonly desk: Desk,
    @Inject(BusinessClock) private readonly clock: BusinessClock,
    @Inject(Config) config: Config,
  ) {
    this.key = deriveKey(config.secret, 'contact');
  }

  /**
   * Stores the answer, then does what it asks for. Both can be repeated: when something fails in between, the
   * provider posts the answer again and the second half is done then.
   */
  async take(reply: InboundText): Promise<void> {
    const { channel } = reply;
    const valueHash = contactHash(reply.from, this.key);
    const understood = understandReply(reply);
    const { taken, mentionsOptOut } = understood;
    const stored = await this.replies.store({
      channel,
      providerRef: reply.sid,
      valueHash,
      to: reply.to,
      text: reply.body,
      taken,
      mentionsOptOut,
      countsAsResponse: taken !== 'wrong-party',
      at: this.clock.now(),
    });
    const messageId = stored.kind === 'stored' ? stored.messageId : null;
    const command = { address: { valueHash }, channel, actor: 'debtor', messageId };
    if (taken === 'wrong-party') await wrongParty(this.desk, command);
    // Twilio confirms by itself what it recognised by its own key words.
    if (taken === 'opt-out') {
      const caseIds = stored.kind === 'unknown-sender' ? [] : stored.caseIds;
      await optOut(this.desk, { ...command, caseIds, confirm: reply.optOutType !== 'STOP' });
    }
    if (needsHuman(understood)) await this.askForAgent(reply.sid, stored, understood);
  }

  /**
   * Nothing more goes out about these cases until somebody has read the answer. Whoever writes again while an agent
   * is awaited, or of a case that is closed, asks for no second one.
   */
  private async askForAgent(
    sid: string,
    stored: StoredReply,
    { taken, mentionsOptOut }: UnderstoodReply,
  ): Promise<void> {
    if (stored.kind === 'unknown-sender') return;
    for (const caseId of stored.caseIds) {
      await requestEscalation(this.desk, {
        caseId,
        reason: taken === 'call-me' ? 'human-requested' : 'reply',
        origin: `reply:${sid}`,
        actor: 'debtor',
        priority: mentionsOptOut || taken === 'call-me' ? 'high' : 'normal',
      });
    }
  }
}

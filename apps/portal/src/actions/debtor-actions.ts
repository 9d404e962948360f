import { Inject, Injectable } from '@nestjs/common';
import { cease, Desk, dispute, optOut, requestEscalation, wrongParty } from '#casework';
import { BusinessClock, DebtorNotes, type PortalLink } from '#contracts';
import type { ContactChannel } from '#domain';
import type { KnownGuest } from '../http/guest.js';

const ACTOR = 'debtor';

/** What debtors do on their pages, as casework knows it. Each may be repeated without a further effect. */
@Injectable()
export class DebtorActions {
  constructor(
    @Inject(Desk) private readonly desk: Desk,
    @Inject(DebtorNotes) private readonly notes: DebtorNotes,
    @Inject(BusinessClock) private readonly clock: BusinessClock,
  ) {}

  /** Their identity cannot be shown here: an agent gets in touch. False when the case is closed. */
  async askForHelp(link: PortalLink, caseId: string): Promise<boolean> {
    const result = await requestEscalation(this.desk, {
      caseId,
      reason: 'identity-unproved',
      actor: ACTOR,
      act: actBy(link),
    });
    return taken(result);
  }

  /** False when the case was closed meanwhile, so that there is nothing to talk about. */
  async talk({ link, session }: KnownGuest, text: string, preferredTime: string): Promise<boolean> {
    const { caseId } = session;
    await this.keepWords(link, caseId, { about: 'talk', text, preferredTime });
    const result = await requestEscalation(this.desk, {
      caseId,
      reason: 'human-requested',
      actor: ACTOR,
      priority: 'high',
      act: actBy(link),
    });
    return taken(result);
  }

  /** False when the case was closed meanwhile. */
  async dispute({ link, session }: KnownGuest, text: string): Promise<boolean> {
    await this.keepWords(link, session.caseId, { about: 'dispute', text, preferredTime: null });
    return taken(await dispute(this.desk, { caseId: session.caseId, actor: ACTOR, act: actBy(link) }));
  }

  /** The address that the link was sent to gets nothing more by this channel; the page itself confirms it. */
  async stopChannel(link: PortalLink): Promise<void> {
    const { messageId } = link;
    const channel = link.channel as ContactChannel;
    await optOut(this.desk, {
      address: { messageId, channel },
      channel,
      actor: ACTOR,
      messageId,
      confirm: false,
    });
  }

  /** Nobody contacts the person any more, by any channel. */
  async stopAll({ link, session }: KnownGuest): Promise<void> {
    await cease(this.desk, { caseId: session.caseId, actor: ACTOR, act: actBy(link) });
  }

  /** The address belongs to somebody else and is forgotten. */
  async wrongPerson(link: PortalLink): Promise<void> {
    const { messageId, channel } = link;
    await wrongParty(this.desk, { address: { messageId, channel }, actor: ACTOR, channel, messageId });
  }

  private keepWords(
    { personId, messageId, channel }: PortalLink,
    caseId: string,
    words: { about: 'talk' | 'dispute'; text: string; preferredTime: string | null },
  ): Promise<void> {
    return this.notes.add({ caseId, personId, messageId, channel, ...words, at: this.clock.now() });
  }
}

function actBy({ channel, messageId }: PortalLink): { channel: string; messageId: string } {
  return { channel, messageId };
}

function taken({ kind }: { kind: string }): boolean {
  return kind === 'ok' || kind === 'alreadyDone';
}

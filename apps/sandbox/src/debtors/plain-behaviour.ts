import type { MailboxRefusal, PlannedAct } from '#domain';
import type { Dice } from '../agenda/dice.js';
import { DebtorBehaviour, type Contact } from './debtor-behaviour.js';

/**
 * The sandbox without a behaviour model: everything arrives within seconds and nobody does anything. A mailbox whose
 * name begins with `bounce.`, `full.`, `late-bounce.` or `scanner.` does what it says, for trying things by hand.
 */
export class PlainBehaviour extends DebtorBehaviour {
  constructor(private readonly dice: Dice) {
    super();
  }

  override reactTo(contact: Contact): readonly PlannedAct[] {
    const afterMs = this.dice.between(`arrival|${contact.address}|${contact.ordinal}`, 1_000, 6_000);
    if (contact.address.startsWith('late-bounce.')) {
      return [{ afterMs, action: { kind: 'bounce', status: '5.1.1', reason: 'user unknown' } }];
    }
    const arrival: PlannedAct = { afterMs, action: { kind: 'deliver' } };
    if (!contact.address.startsWith('scanner.')) return [arrival];
    return [arrival, { afterMs: afterMs + 500, action: { kind: 'scan' } }];
  }

  override atTheDoor(mailbox: string): MailboxRefusal | null {
    if (mailbox.startsWith('bounce.')) return { code: 550, text: `5.1.1 <${mailbox}>: no such user here` };
    if (mailbox.startsWith('full.')) return { code: 452, text: `4.2.2 <${mailbox}>: mailbox full` };
    return null;
  }
}

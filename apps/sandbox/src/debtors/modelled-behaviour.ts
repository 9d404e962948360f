import {
  answerCall,
  hasRcs,
  mailboxRefusal,
  reactTo,
  type BehaviourModel,
  type CallReaction,
  type MailboxRefusal,
  type PlannedAct,
  type Seed,
} from '#domain';
import { DebtorBehaviour, type CallMade, type Contact } from './debtor-behaviour.js';

/** Debtors who follow the domain's behaviour model (`behaviour.yaml`), as they do in the simulator. */
export class ModelledBehaviour extends DebtorBehaviour {
  constructor(
    private readonly model: BehaviourModel,
    private readonly seed: Seed,
  ) {
    super();
  }

  override reactTo({ subject, channel, ordinal }: Contact): readonly PlannedAct[] {
    return reactTo(this.model, this.seed, subject, { channel, ordinal });
  }

  override hasRcs(subject: string, number: string): boolean {
    return hasRcs(this.model, this.seed, subject, number);
  }

  override onCall({ subject, ordinal }: CallMade): CallReaction {
    return answerCall(this.model, this.seed, subject, ordinal);
  }

  override atTheDoor(_mailbox: string, subject: string): MailboxRefusal | null {
    return mailboxRefusal(this.model, this.seed, subject);
  }
}

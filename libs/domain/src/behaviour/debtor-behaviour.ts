import type { BehaviourClass, BehaviourModel } from './behaviour.schema.js';
import { pickByShare, stableShare } from './seeded-random.js';

export type Seed = string | number;

/**
 * The class to which a debtor belongs: always the same for the same seed and subject.
 * @param subject what stands for the debtor; a case number where it is known, so that phone and mailbox agree
 */
export function debtorBehaviour(model: BehaviourModel, seed: Seed, subject: string): BehaviourClass {
  const [first, ...others] = model.classes;
  if (first === undefined) throw new Error('a behaviour model has at least one class');
  return pickByShare([first, ...others], stableShare(`${seed}|class|${subject}`));
}

/** An SMTP refusal at RCPT, before there is a message. */
export interface MailboxRefusal {
  /** 4xx or 5xx. */
  readonly code: number;
  /** Enhanced status and text, such as `5.1.1 no such user`. */
  readonly text: string;
}

/** Why the subject's mail server does not take messages; null when it does. */
export function mailboxRefusal(model: BehaviourModel, seed: Seed, subject: string): MailboxRefusal | null {
  const { mailbox } = debtorBehaviour(model, seed, subject);
  return mailbox?.fails === 'refuse' ? { code: mailbox.code, text: mailbox.text } : null;
}

/**
 * Whether the subject's phone takes RCS: for ever the same, and the same in every replay.
 * @param number E.164, where the model may have decided about this very phone
 */
export function hasRcs(model: BehaviourModel, seed: Seed, subject: string, number?: string): boolean {
  const { rcs } = model;
  if (rcs === undefined) return false;
  const decided = number === undefined ? undefined : rcs.numbers?.[number];
  if (decided !== undefined) return decided;
  return stableShare(`${seed}|rcs|${subject}`) < (debtorBehaviour(model, seed, subject).hasRcs ?? rcs.phones);
}

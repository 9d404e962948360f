import type { Act, BehaviourClass, BehaviourModel } from './behaviour.schema.js';
import { debtorBehaviour, type Seed } from './debtor-behaviour.js';
import { type Delay, drawDelay } from './delay.schema.js';
import { seededRandom } from './seeded-random.js';

/** What a debtor, their network or their mail server does about a message. */
export type DebtorAct =
  | { readonly kind: 'deliver' }
  /** Twilio's error code. */
  | { readonly kind: 'fail'; readonly code: number }
  /** The mail server took it and sends it back: an RFC 3463 status and its reason. */
  | { readonly kind: 'bounce'; readonly status: string; readonly reason: string }
  | { readonly kind: 'open' }
  /** A security gateway follows every link; nobody has read anything. */
  | { readonly kind: 'scan' }
  | { readonly kind: 'click' }
  /** Follows the link, proves who they are and pays this share (0 to 1] of the balance. */
  | { readonly kind: 'pay'; readonly share: number }
  /** By RCS the button with the payload is tapped, where the card has one; else the text is sent. */
  | { readonly kind: 'reply'; readonly text: string; readonly payload?: string }
  /** The debtor has the message before their eyes and the sender is told so: RCS alone knows it. */
  | { readonly kind: 'read' };

export interface PlannedAct {
  /** Business milliseconds after the message was taken in. */
  readonly afterMs: number;
  readonly action: DebtorAct;
}

/** A message as it meets its debtor. */
export interface ContactMade {
  readonly channel: 'sms' | 'email' | 'rcs';
  /** How many messages, on all channels, the debtor has been sent with this one; from 1. */
  readonly ordinal: number;
}

type Random = () => number;

/**
 * What a message sets off, earliest first. Chance hangs on the seed, the subject, the channel and the ordinal alone:
 * a replay with other message ids and at other times meets the same reactions.
 */
export function reactTo(
  model: BehaviourModel,
  seed: Seed,
  subject: string,
  contact: ContactMade,
): readonly PlannedAct[] {
  const behaviour = debtorBehaviour(model, seed, subject);
  const random = seededRandom(`${seed}|contact|${subject}|${contact.channel}|${contact.ordinal}`);
  const arrival = drawDelay(deliveryBy(contact.channel, model), random);
  const failure =
    contact.channel === 'email'
      ? failingMailbox(behaviour, arrival, random)
      : failingPhone(behaviour, contact.channel, arrival, random);
  if (failure !== null) return failure;
  const arrived: PlannedAct = { afterMs: arrival, action: { kind: 'deliver' } };
  const mail = contact.channel === 'email' ? mailActs(model, behaviour, seed, subject, arrival, random) : [];
  const acts = chosenActs(behaviour, contact, arrival, random);
  const seen = contact.channel === 'rcs' ? readingOf(model, behaviour, arrival, acts[0], random) : [];
  return [arrived, ...seen, ...mail, ...acts].sort((a, b) => a.afterMs - b.afterMs);
}

function deliveryBy(channel: ContactMade['channel'], { delivery, rcs }: BehaviourModel): Delay {
  return channel === 'rcs' ? (rcs?.delivery ?? delivery.sms) : delivery[channel];
}

/** Who does something about a message has read it before, and soon is who reads at all. */
function readingOf(
  { rcs }: BehaviourModel,
  { readsRcs }: BehaviourClass,
  arrival: number,
  first: PlannedAct | undefined,
  random: Random,
): PlannedAct[] {
  const reads = random() < (readsRcs ?? rcs?.reads.chance ?? 0);
  const readAt = arrival + (rcs === undefined ? 1_000 : drawDelay(rcs.reads.after, random));
  if (first === undefined) return reads ? [{ afterMs: readAt, action: { kind: 'read' } }] : [];
  return [{ afterMs: Math.min(readAt, first.afterMs - 500), action: { kind: 'read' } }];
}

function failingPhone(
  { phone }: BehaviourClass,
  channel: 'sms' | 'rcs',
  arrival: number,
  random: Random,
): PlannedAct[] | null {
  if (phone === undefined || random() >= phone.chance) return null;
  // A phone that is off or gone is known to RCS as one that cannot be reached, whatever the reason is.
  if (channel === 'rcs') return [{ afterMs: arrival, action: { kind: 'fail', code: NOT_REACHABLE_BY_RCS } }];
  const texts = phone.texts ?? [];
  if (texts.length === 0 || random() >= phone.textChance) {
    return [{ afterMs: arrival, action: { kind: 'fail', code: phone.fails } }];
  }
  // The number works, but somebody else has it: the message arrives, and they say so.
  return [
    { afterMs: arrival, action: { kind: 'deliver' } },
    { afterMs: arrival + ANSWER_OF_STRANGER_MS, action: { kind: 'reply', text: oneOf(texts, random) } },
  ];
}

/** Twilio's error code. */
export const NOT_REACHABLE_BY_RCS = 63036;

const ANSWER_OF_STRANGER_MS = 20 * 60_000;

function failingMailbox({ mailbox }: BehaviourClass, arrival: number, random: Random): PlannedAct[] | null {
  if (mailbox === undefined) return null;
  if (mailbox.fails === 'refuse') return [];
  const { status, reason, after } = mailbox;
  return [{ afterMs: arrival + drawDelay(after, random), action: { kind: 'bounce', status, reason } }];
}

function mailActs(
  model: BehaviourModel,
  behaviour: BehaviourClass,
  seed: Seed,
  subject: string,
  arrival: number,
  random: Random,
): PlannedAct[] {
  const { opens, scanned } = model.mail;
  const acts: PlannedAct[] = [];
  const guarded = seededRandom(`${seed}|gateway|${subject}`)() < scanned.chance;
  if (guarded) acts.push({ afterMs: arrival + drawDelay(scanned.after, random), action: { kind: 'scan' } });
  if (random() < (behaviour.opensMail ?? opens.chance)) {
    acts.push({ afterMs: arrival + drawDelay(opens.after, random), action: { kind: 'open' } });
  }
  return acts;
}

function chosenActs(
  behaviour: BehaviourClass,
  { channel, ordinal }: ContactMade,
  arrival: number,
  random: Random,
): PlannedAct[] {
  const reaction = behaviour.reactions.find(
    ({ contacts, chance, channel: only }) =>
      ordinal >= contacts.from &&
      ordinal <= (contacts.to ?? Infinity) &&
      (only === undefined || [only].flat().includes(channel)) &&
      random() < chance,
  );
  let afterMs = arrival;
  return (reaction?.acts ?? []).flatMap((act) => {
    afterMs += drawDelay(act.after, random);
    if (act.do === 'reply' && channel === 'email') return [];
    return [{ afterMs, action: toAction(act, random) }];
  });
}

function toAction(act: Act, random: Random): DebtorAct {
  if (act.do === 'pay') return { kind: 'pay', share: act.share };
  if (act.do === 'reply') {
    const text = oneOf(act.texts, random);
    return act.payload === undefined
      ? { kind: 'reply', text }
      : { kind: 'reply', text, payload: act.payload };
  }
  return { kind: act.do };
}

function oneOf(texts: readonly string[], random: Random): string {
  return texts[Math.floor(random() * texts.length)] ?? '';
}

import {
  CONTACT_HISTORY_MS,
  optOutChannel,
  type ContactFacts,
  type PersonStop,
  type RequestKind,
  type Stage,
} from '#domain';
import type { CountedContact, MessageToSend } from '#persistence';

/** Which request a family answers; only the confirmation of an opt-out may reach an address that opted out. */
const REQUESTS: Record<string, RequestKind> = {
  'opt-out-confirmation': 'opt-out-confirmation',
  'payment-receipt': 'receipt',
  'link-requested': 'payment-link',
};

function requestOf({ family, extra }: MessageToSend): RequestKind | undefined {
  const request = REQUESTS[family];
  return request === 'receipt' && extra?.booked === true ? 'booked-receipt' : request;
}

/** What was agreed that the message speaks of; undefined for the others, which is not stored. */
function agreementOf({ extra }: MessageToSend): ContactFacts['agreement'] {
  if (extra?.underHold === undefined) return undefined;
  return extra.promiseId === undefined ? 'plan' : 'promise';
}

/**
 * What the contact policy may know of a message at a business instant.
 * @param contacts the person's counted contacts, those of earlier messages of this batch included
 * @param talkedIn messages among those that were calls in which the debtor was spoken with
 */
export function contactFacts(
  message: MessageToSend,
  contacts: readonly CountedContact[],
  now: number,
  talkedIn: ReadonlySet<string> = NO_CALLS,
): ContactFacts {
  const zones = new Set(message.point_zones ?? []);
  if (message.debtor_zone) zones.add(message.debtor_zone);
  return {
    at: now,
    channel: message.channel,
    purpose: message.purpose,
    request: message.purpose === 'requested' ? requestOf(message) : undefined,
    country: message.terms.country,
    portfolioZone: message.terms.portfolio_zone,
    zones: [...zones],
    partyKind: message.kind,
    stage: (message.stage ?? 'pre_due') as Stage,
    caseOpen: message.case_status === 'open',
    holds: message.holds ?? [],
    agreement: agreementOf(message),
    personStops: message.stops as PersonStop[],
    pointStatus: (message.point_status ?? 'invalid') as ContactFacts['pointStatus'],
    optedOut: message.opted_out,
    ...(message.consent !== null && { consent: message.consent }),
    ...(message.refused_channels.includes(optOutChannel(message.channel)) && {
      refusedChannels: [message.channel],
    }),
    ...(message.inconvenient_times.length > 0 && { inconvenientTimes: message.inconvenient_times }),
    contacts: contacts
      .filter((contact) => contact.m !== message.id)
      .map((contact) => ({
        at: contact.at,
        channel: contact.ch as ContactFacts['contacts'][number]['channel'],
        ...(contact.c !== undefined && contact.c !== message.case_id && { otherDebt: true }),
        ...(talkedIn.has(contact.m) && { talked: true }),
        ...(contact.a === true && { callAlone: true }),
      })),
    balanceMinor: message.balance_minor,
    minimumBalanceMinor: message.terms.minimum_balance_minor,
    timeBarredOn: message.time_barred_on,
    dueDate: message.due_date,
    lastPaymentAt: message.last_payment_at?.getTime() ?? null,
    campaignPaused: message.terms.paused,
  };
}

const NO_CALLS: ReadonlySet<string> = new Set();

/**
 * The person's contacts with this message counted: once a message, at its latest leg, and only as far back as a cap may
 * look. A call that was followed by another channel stays, as a call alone.
 */
export function countContact(
  contacts: readonly CountedContact[],
  message: MessageToSend,
  now: number,
): CountedContact[] {
  const recent = contacts.flatMap((contact) => {
    if (contact.at <= now - CONTACT_HISTORY_MS) return [];
    if (contact.m !== message.id) return [contact];
    return contact.ch === 'voice' ? [{ ...contact, a: true as const }] : [];
  });
  // One about several debts is about each of them: it counts against the caps of all.
  const about = (message.said?.length ?? 0) > 1 ? {} : { c: message.said?.[0]?.case_id ?? message.case_id };
  return [...recent, { at: now, ch: message.channel, m: message.id, ...about }];
}

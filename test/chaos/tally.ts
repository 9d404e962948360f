import type { PlannedMessage, PlannedMessages } from './planned-messages.js';
import { judgeSequence, shouldGoOn, type TakenLeg } from './sequences.js';
import type { Acceptance, SinkReport } from './sink-report.js';

/** What became of the planned messages, by both sides. */
export interface Tally {
  planned: number;
  /** Messages that the sinks took at least one leg of. */
  atSink: number;
  /** Messages of which a leg was taken more than once. */
  duplicates: number;
  refused: number;
  cancelled: number;
  /** Messages that ended undelivered since the sinks refused each of their legs for good. */
  turnedAway: number;
  /** Messages in doubt, by the channel of their last leg. */
  unknown: Record<'sms' | 'email' | 'rcs' | 'voice', number>;
  lost: number;
  /** Messages whose leg failed or was not confirmed, and whose next leg never went. */
  stranded: number;
  /** Legs at a sink that the database does not know, or of messages that it knows as never sent. */
  strange: number;
  /** Messages in doubt although their answer was neither dropped nor cut off. */
  unexplained: number;
  /** Legs that followed another one, and those that should not have. */
  fallbacks: number;
  unfoundedFallbacks: number;
  needlessFallbacks: number;
}

/** Statuses of a message that some provider has. */
const SENT = new Set(['sent', 'delivered', 'read', 'undelivered', 'unknown']);
/** Statuses that say why a message did not go on. */
const EXPLAINED = new Set(['refused', 'cancelled', 'unknown']);

type Taken = TakenLeg & Acceptance;

/**
 * Counts message by message, so that no fault hides another.
 * @param planned how many there should be, whether or not the database knows of them
 * @param cutOffMails ids of messages whose attempt lost its process or its database
 */
export function tally(
  messages: PlannedMessages,
  planned: number,
  reports: readonly SinkReport[],
  cutOffMails: ReadonlySet<string>,
): Tally {
  const { taken, strange } = bySinks(messages, reports);
  const of = (message: PlannedMessage): Taken[] => taken.get(message.id) ?? [];
  const named = (pick: (report: SinkReport) => string[]): Set<string> =>
    new Set(reports.flatMap(pick).flatMap((leg) => messages.find(leg)?.message.id ?? []));
  const brokenOff = named((report) => report.brokenOff);
  const turnedAway = named((report) => report.refused);
  const excused = (message: PlannedMessage): boolean =>
    cutOffMails.has(message.id) ||
    (message.channel === 'email' && brokenOff.has(message.id)) ||
    of(message).some((leg) => leg.fate !== 'answered' && (message.channel === 'email' || leg.wordless));
  const absent = messages.all.filter((message) => of(message).length === 0);
  const unknown = messages.all.filter(({ status }) => status === 'unknown');
  const among = (status: string): number => absent.filter((message) => message.status === status).length;
  const inDoubt = (channel: string): number => unknown.filter((each) => each.channel === channel).length;
  const away = absent.filter(({ id, status }) => status === 'undelivered' && turnedAway.has(id)).length;
  const sequences = messages.all.map((message) => judgeSequence(message.journey.legs, of(message)));
  const sum = (what: 'fallbacks' | 'unfounded' | 'needless'): number =>
    sequences.reduce((all, sequence) => all + sequence[what], 0);
  const atSink = messages.all.length - absent.length;
  return {
    planned,
    atSink,
    duplicates: sequences.filter(({ twice }) => twice).length,
    refused: among('refused'),
    cancelled: among('cancelled'),
    turnedAway: away,
    unknown: {
      sms: inDoubt('sms'),
      email: inDoubt('email'),
      rcs: inDoubt('rcs'),
      voice: inDoubt('voice'),
    },
    lost: planned - atSink - among('refused') - among('cancelled') - among('unknown') - away,
    stranded: messages.all.filter(
      (message) =>
        !EXPLAINED.has(message.status) &&
        shouldGoOn(message.journey.legs, of(message)) &&
        !turnedAway.has(message.id),
    ).length,
    strange,
    unexplained: unknown.filter((message) => !excused(message)).length,
    fallbacks: sum('fallbacks'),
    unfoundedFallbacks: sum('unfounded'),
    needlessFallbacks: sum('needless'),
  };
}

/** What the sinks took, by message. */
function bySinks(
  messages: PlannedMessages,
  reports: readonly SinkReport[],
): { taken: Map<string, Taken[]>; strange: number } {
  const taken = new Map<string, Taken[]>();
  let strange = 0;
  for (const acceptance of reports.flatMap((report) => report.accepted)) {
    const found = messages.find(acceptance.leg);
    if (!found || !SENT.has(found.message.status)) strange += 1;
    if (!found) continue;
    const { message, legNo } = found;
    taken.set(message.id, [...(taken.get(message.id) ?? []), { ...acceptance, legNo }]);
  }
  return { taken, strange };
}

import { z } from 'zod';
import { HOUR_MS } from '../../calendar/civil-date.js';
import { firstInstantOfDay } from '../../calendar/local-time.js';
import { localDay, type ZoneTable } from '../../calendar/zone-table.js';
import { contactChannels, type CountedContact } from '../contact-facts.js';
import type { ContactMoment } from '../contact-moment.js';
import { contactRule } from '../contact-rule.js';

const max = z.int().min(1).max(50);
const limitSchema = z.union([
  /** At most `max` contacts within so many consecutive calendar days of the debtor. */
  z.strictObject({ max, localDays: z.int().min(1).max(7) }),
  /** At most `max` contacts within any span of so many hours. */
  z.strictObject({ max, hours: z.int().min(1).max(168) }),
]);
type Limit = z.infer<typeof limitSchema>;

/**
 * How often a person may be contacted, over all their debts and creditors together unless the pack counts one debt's.
 *
 * "One a day" counts calendar days of the debtor (a text on Monday evening and one on Tuesday morning are two
 * days' contacts); "three in seven days" counts any span of 168 hours, so no choice of week gets round it. A
 * contact dated after the instant asked about counts too: clocks of two senders may differ.
 */
export const frequencyCapRule = contactRule({
  id: 'frequency-cap',
  version: 1,
  meaning: 'At most so many contacts of a person within a span of hours, or of the debtor’s calendar days.',
  parameters: z.strictObject({
    limits: z.array(limitSchema).min(1),
    /** Channels whose contacts count; all of them when absent. */
    channels: z.array(z.enum(contactChannels)).min(1).optional(),
    /** Whether contacts about other debts of the person count; they do when absent. */
    otherDebts: z.boolean().optional(),
  }),
  compile: ({ limits, channels, otherDebts = true }) => {
    const listed = channels === undefined ? undefined : new Set<CountedContact['channel']>(channels);
    const counts = ({ channel, otherDebt = false, callAlone = false }: CountedContact): boolean =>
      (listed === undefined ? !callAlone : listed.has(channel)) && (otherDebts || !otherDebt);
    const instantsOf = (moment: ContactMoment): readonly number[] => contactInstants(moment, counts);
    return {
      kind: 'time',
      next: (moment, instant, latest) => {
        if (moment.facts.contacts.length === 0) return instant;
        const instants = instantsOf(moment);
        let at = instant;
        for (const limit of limits) at = Math.max(at, nextUnder(limit, instants, moment.zones, at, latest));
        return at;
      },
      end: (_moment, _instant, limit) => limit,
      counts: (moment) => {
        const instants = instantsOf(moment);
        return limits.map((limit) => ({
          limit: nameOf(limit),
          used: usedOf(limit, instants, moment.zones, moment.facts.at),
        }));
      },
    };
  },
});

const NONE: readonly number[] = [];

/** Instants of the contacts that count, latest first. */
function contactInstants(
  { facts }: ContactMoment,
  counts: (contact: CountedContact) => boolean,
): readonly number[] {
  if (facts.contacts.length === 0) return NONE;
  const instants: number[] = [];
  for (const contact of facts.contacts) {
    if (counts(contact)) instants.push(contact.at);
  }
  return instants.sort((a, b) => b - a);
}

/** The first instant from `at` on with room under the limit: when the contact that fills it has dropped out. */
function nextUnder(
  limit: Limit,
  instants: readonly number[],
  zones: readonly ZoneTable[],
  at: number,
  latest: number,
): number {
  const filling = instants[limit.max - 1];
  if (filling === undefined) return at;
  // Dated so far ahead that no clock is merely fast: there is no time to wait for.
  if (filling > latest) return Infinity;
  if ('hours' in limit) return Math.max(at, filling + limit.hours * HOUR_MS);
  // No zone, no calendar day: fail closed.
  if (zones.length === 0) return Infinity;
  let next = at;
  for (const zone of zones) {
    if (filling <= next - BEYOND_DAYS_MS) continue;
    next = firstInstantOfDay(zone, localDay(zone, filling) + limit.localDays, next);
  }
  return next;
}

/** A contact this old has left a window of seven calendar days, however clocks changed. */
const BEYOND_DAYS_MS = 9 * 24 * HOUR_MS;

function usedOf(limit: Limit, instants: readonly number[], zones: readonly ZoneTable[], at: number): number {
  if ('hours' in limit) return instants.filter((instant) => instant > at - limit.hours * HOUR_MS).length;
  let most = 0;
  for (const zone of zones) {
    const today = localDay(zone, at);
    const recent = instants.filter((instant) => Math.abs(at - instant) < BEYOND_DAYS_MS);
    most = Math.max(
      most,
      recent.filter((instant) => localDay(zone, instant) > today - limit.localDays).length,
    );
  }
  return most;
}

function nameOf(limit: Limit): string {
  return 'hours' in limit
    ? `${limit.max} per ${limit.hours} hours`
    : `${limit.max} per ${limit.localDays} local days`;
}

import { z } from 'zod';
import { DAY_MS, parseIsoDate } from '../../calendar/civil-date.js';
import { localDay } from '../../calendar/zone-table.js';
import type { ContactMoment } from '../contact-moment.js';
import { contactRule } from '../contact-rule.js';

const barredConsumer = { reason: 'time-barred', review: false };
const barredOther = { reason: 'time-barred', review: true };
const ageUnknown = { reason: 'age-of-debt-unknown', review: true };

/**
 * A time-barred claim is not demanded from a consumer; from a business only after a human has looked.
 *
 * Where nobody has established the day, the shortest term that could apply is assumed from the due date: a
 * younger debt cannot be barred, an older one goes to a human. Without either date the age is unknown.
 */
export const timeBarredRule = contactRule({
  id: 'time-barred',
  version: 1,
  meaning:
    'A time-barred claim is not demanded from a consumer, from a business only after a person has looked. Where nobody has established the day, a debt older than the shortest usual term goes to a person.',
  parameters: z.strictObject({
    /** Days after the due date within which no claim of the pack's country can be barred. */
    safeDays: z.int().min(0),
  }),
  compile: ({ safeDays }) => ({
    kind: 'state',
    refuse: (moment) => {
      const { timeBarredOn, dueDate, partyKind } = moment.facts;
      if (timeBarredOn !== null) {
        const barredFrom = parseIsoDate(timeBarredOn);
        if (barredFrom === undefined) return ageUnknown;
        if (latestLocalDay(moment) < barredFrom) return null;
        return partyKind === 'consumer' ? barredConsumer : barredOther;
      }
      const due = dueDate === null ? undefined : parseIsoDate(dueDate);
      return due !== undefined && latestLocalDay(moment) <= due + safeDays ? null : ageUnknown;
    },
  }),
});

/** The latest date that any of the candidate zones shows; the day after UTC's when there is none. */
function latestLocalDay({ facts, zones }: ContactMoment): number {
  if (zones.length === 0) return Math.floor(facts.at / DAY_MS) + 1;
  let latest = -Infinity;
  for (const zone of zones) latest = Math.max(latest, localDay(zone, facts.at));
  return latest;
}

import { z } from 'zod';
import { DAY_MS } from '../../calendar/civil-date.js';
import { firstInstantOfDay } from '../../calendar/local-time.js';
import { localDay } from '../../calendar/zone-table.js';
import { contactRule } from '../contact-rule.js';

/** A conversation this old has left seven calendar days, however clocks changed. */
const BEYOND_DAYS_MS = 9 * DAY_MS;

/**
 * After a conversation nobody is contacted again for some calendar days of the debtor, of which the day of the
 * conversation is the first.
 */
export const conversationPauseRule = contactRule({
  id: 'conversation-pause',
  version: 1,
  meaning:
    'After a conversation nobody is contacted for some calendar days; the day of the conversation is the first.',
  parameters: z.strictObject({
    days: z.int().min(1).max(7),
    /** Whether a conversation about another debt of the person counts. */
    otherDebts: z.boolean(),
  }),
  compile: ({ days, otherDebts }) => ({
    kind: 'time',
    next: ({ facts, zones }, instant, limit) => {
      let latest = -Infinity;
      for (const { at, talked = false, otherDebt = false } of facts.contacts) {
        if (talked && (otherDebts || !otherDebt)) latest = Math.max(latest, at);
      }
      if (latest <= instant - BEYOND_DAYS_MS) return instant;
      if (latest > limit) return Infinity;
      // No zone, no calendar day: fail closed.
      if (zones.length === 0) return Infinity;
      let next = instant;
      for (const zone of zones) next = firstInstantOfDay(zone, localDay(zone, latest) + days, next);
      return next;
    },
    end: (_moment, _instant, limit) => limit,
  }),
});

import { z } from 'zod';
import { firstInstantOfDay } from '../../calendar/local-time.js';
import { localDay } from '../../calendar/zone-table.js';
import { contactRule } from '../contact-rule.js';

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
    next: ({ facts, zones }, instant) => {
      let latest = -Infinity;
      for (const { at, talked = false, otherDebt = false } of facts.contacts) {
        if (talked && (otherDebts || !otherDebt)) latest = Math.max(latest, at);
      }
      if (latest === -Infinity) return instant;
      // No zone, no calendar day: fail closed.
      if (zones.length === 0) return Infinity;
      let next = instant;
      for (const zone of zones) next = firstInstantOfDay(zone, localDay(zone, latest) + days, next);
      return next;
    },
    end: (_moment, _instant, limit) => limit,
  }),
});

import { z } from 'zod';
import { nextOutside, startOfClosed } from '../../calendar/closed-stretches.js';
import { contactRule } from '../contact-rule.js';
import { closedBy } from '../inconvenient-time.js';

/**
 * Nobody is contacted at times that they called inconvenient: by the clock of every zone where they may be, since they
 * meant their own.
 */
export const inconvenientTimesRule = contactRule({
  id: 'inconvenient-times',
  version: 1,
  meaning: 'Nobody is contacted at times that they called inconvenient, in every zone where they may be.',
  parameters: z.strictObject({}),
  compile: () => ({
    kind: 'time',
    next: ({ facts: { inconvenientTimes = NONE }, zones }, instant, limit) => {
      if (inconvenientTimes.length === 0) return instant;
      if (zones.length === 0) return Infinity;
      const closedOn = closedBy(inconvenientTimes);
      let at = instant;
      for (let settled = 0, each = 0; settled < zones.length; each += 1) {
        const zone = zones[each % zones.length];
        const next = zone === undefined ? Infinity : nextOutside(zone, closedOn, at, limit);
        if (next === Infinity) return Infinity;
        settled = next === at ? settled + 1 : 1;
        at = next;
      }
      return at;
    },
    end: ({ facts: { inconvenientTimes = NONE }, zones }, instant, limit) => {
      if (inconvenientTimes.length === 0) return limit;
      const closedOn = closedBy(inconvenientTimes);
      let end = limit;
      for (const zone of zones) end = startOfClosed(zone, closedOn, instant, end);
      return end;
    },
  }),
});

const NONE: readonly never[] = [];

import { z } from 'zod';
import { contactRule } from '../contact-rule.js';

const zoneUnknown = { reason: 'zone-unknown', review: true };
const holidaysUnknown = { reason: 'holidays-unknown', review: true };

/** Where the debtor's local time or holidays cannot be established, a human decides: it fails closed. */
export const zoneKnownRule = contactRule({
  id: 'zone-known',
  version: 1,
  meaning: 'The debtor’s local time and public holidays must be known; otherwise a person decides.',
  parameters: z.strictObject({}),
  compile: () => ({
    kind: 'state',
    refuse: ({ zones, isHoliday }) => {
      if (zones.length === 0) return zoneUnknown;
      return isHoliday === undefined ? holidaysUnknown : null;
    },
  }),
});

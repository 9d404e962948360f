import { z } from 'zod';
import { HOUR_MS } from '../../calendar/civil-date.js';
import { contactRule } from '../contact-rule.js';

/** After a payment nobody is asked for more straight away; whoever has just paid is left in peace. */
export const paymentPauseRule = contactRule({
  id: 'payment-pause',
  version: 1,
  meaning: 'After a payment nobody is asked for more straight away.',
  parameters: z.strictObject({ hours: z.int().min(1).max(720) }),
  compile: ({ hours }) => ({
    kind: 'time',
    next: ({ facts }, instant) =>
      facts.lastPaymentAt === null ? instant : Math.max(instant, facts.lastPaymentAt + hours * HOUR_MS),
    end: (_moment, _instant, limit) => limit,
  }),
});

import { z } from 'zod';
import { personStops } from '../contact-facts.js';
import { contactRule } from '../contact-rule.js';

/** Death, a wish for no further contact, representation and insolvency stop the person, for every creditor. */
export const personStopRule = contactRule({
  id: 'person-stop',
  version: 1,
  meaning:
    'Death, a wish for no further contact, a representative and insolvency stop the person, for every creditor.',
  parameters: z.strictObject({ stops: z.array(z.enum(personStops)).min(1) }),
  compile: ({ stops }) => {
    const refusals = new Map(stops.map((stop) => [stop, { reason: `person: ${stop}`, review: false }]));
    return {
      kind: 'state',
      refuse: ({ facts }) => {
        for (const stop of facts.personStops) {
          const refusal = refusals.get(stop);
          if (refusal !== undefined) return refusal;
        }
        return null;
      },
    };
  },
});

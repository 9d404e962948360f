import { z } from 'zod';
import { contactRule } from '../contact-rule.js';

const settled = { reason: 'balance-settled', review: false };
const tooSmall = { reason: 'balance-below-minimum', review: false };

/** Nothing is asked for when nothing is owed, or less than the portfolio's minimum. */
export const settledBalanceRule = contactRule({
  id: 'settled-balance',
  version: 1,
  meaning: 'Nothing is asked for when nothing is owed, or less than the portfolio’s minimum.',
  parameters: z.strictObject({}),
  compile: () => ({
    kind: 'state',
    refuse: ({ facts }) => {
      // Written so that a balance that is not a number refuses as well.
      if (!(facts.balanceMinor > 0)) return settled;
      return facts.balanceMinor < facts.minimumBalanceMinor ? tooSmall : null;
    },
  }),
});

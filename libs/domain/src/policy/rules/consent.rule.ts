import { z } from 'zod';
import { contactRule } from '../contact-rule.js';

const withdrawn = { reason: 'consent-withdrawn', review: false };
const missing = { reason: 'consent-missing', review: true };

/** What the person agreed to, where a law asks for more than that they did not object. */
export const consentRule = contactRule({
  id: 'consent',
  version: 1,
  meaning:
    'What the person said about being contacted by the channel: taken back, or never given where that is needed.',
  parameters: z.strictObject({
    /** `given`: somebody must have agreed. `not-withdrawn`: nobody must have taken it back. */
    needed: z.enum(['given', 'not-withdrawn']),
  }),
  compile: ({ needed }) => ({
    kind: 'state',
    refuse: ({ facts: { consent = 'unknown' } }) => {
      if (consent === 'withdrawn') return withdrawn;
      return needed === 'given' && consent !== 'given' ? missing : null;
    },
  }),
});

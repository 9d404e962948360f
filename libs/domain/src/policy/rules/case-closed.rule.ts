import { z } from 'zod';
import { contactRule } from '../contact-rule.js';

const closed = { reason: 'case-not-open', review: false };

/** Nothing is collected on a case that is closed or still being verified. */
export const caseClosedRule = contactRule({
  id: 'case-closed',
  version: 1,
  meaning: 'Nothing is collected on a case that is closed or still being verified.',
  parameters: z.strictObject({}),
  compile: () => ({ kind: 'state', refuse: ({ facts }) => (facts.caseOpen ? null : closed) }),
});

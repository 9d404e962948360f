import { z } from 'zod';
import { contactRule } from '../contact-rule.js';

const unknown = { reason: 'party-unknown', review: true };

/** Consumers and businesses are owed different care, so an unknown party goes to a human, never out. */
export const partyKnownRule = contactRule({
  id: 'party-known',
  version: 1,
  meaning: 'Whether a consumer or a business owes must be known; otherwise a person decides.',
  parameters: z.strictObject({}),
  compile: () => ({ kind: 'state', refuse: ({ facts }) => (facts.partyKind === 'unknown' ? unknown : null) }),
});

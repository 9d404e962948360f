import { z } from 'zod';
import { stages } from '../../cadence/stage.js';
import { contactRule } from '../contact-rule.js';

/** Stages in which nothing automatic is said: what is to be said there is for people, a court or a bailiff. */
export const stageLimitRule = contactRule({
  id: 'stage-limit',
  version: 1,
  meaning:
    'In these stages nothing automatic is said: what is to be said there is for people, a court or a bailiff.',
  parameters: z.strictObject({ stages: z.array(z.enum(stages)).min(1) }),
  compile: (settings) => {
    const refusals = new Map(
      settings.stages.map((stage) => [stage, { reason: `stage: ${stage}`, review: false }]),
    );
    return { kind: 'state', refuse: ({ facts }) => refusals.get(facts.stage) ?? null };
  },
});

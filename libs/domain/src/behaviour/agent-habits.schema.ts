import { z } from 'zod';
import { delaySchema, durationSchema } from './delay.schema.js';

const code = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/, 'must be a code such as "asked-for-time"');
const common = {
  share: z.number().positive(),
  note: z.string().min(1).describe('What the agent writes down; that it is simulated is written in front.'),
};

/** How a simulated agent ends an escalation: as the API takes it, or with a promise of all that is owed. */
const waySchema = z.discriminatedUnion('next', [
  z.strictObject({ ...common, next: z.literal('resume') }),
  z.strictObject({ ...common, next: z.literal('stop') }),
  z.strictObject({ ...common, next: z.literal('close'), reason: code }),
  z.strictObject({ ...common, next: z.literal('hold'), reason: code, for: durationSchema }),
  z.strictObject({ ...common, next: z.literal('promise'), for: durationSchema }),
]);
export type AgentWay = z.infer<typeof waySchema>;

/** How the demo's agents work. Delays are business time. */
export const agentHabitsSchema = z.strictObject({
  name: z.string().min(1),
  agents: z.array(z.string().min(1)).describe('References of those who are simulated.'),
  takes: delaySchema.describe('How long an agent has one case in hand.'),
  leaves: z.int().min(0).describe('So many stay open on each desk.'),
  outcomes: z
    .array(z.strictObject({ reasons: z.array(code).min(1).optional(), ways: z.array(waySchema).min(1) }))
    .min(1)
    .refine(
      (all) => all.at(-1)?.reasons === undefined,
      'the last outcomes name no reasons: they are for all others',
    ),
});
export type AgentHabits = z.infer<typeof agentHabitsSchema>;

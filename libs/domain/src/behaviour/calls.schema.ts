import { z } from 'zod';
import { delaySchema } from './delay.schema.js';

const answerSchema = z
  .string()
  .regex(
    /^(identity|wrong-identity|silence|hang-up|[0-9*#]{1,20}|says: .+)$/,
    'must be keys such as "1", or identity, wrong-identity, silence, hang-up, or "says: …"',
  );

const waySchema = z.strictObject({
  key: z.string().regex(/^[a-z0-9-]+$/, 'must be lower-case words joined by dashes'),
  share: z.number().positive().describe('Its part of all calls; parts need not add up to anything.'),
  picksUp: z.enum(['person', 'machine', 'busy', 'nobody']).default('person'),
  answers: z
    .array(answerSchema)
    .default([])
    .describe('The n-th question of the call gets the n-th answer; questions beyond the last get silence.'),
});
export type CallWay = z.infer<typeof waySchema>;

/** How calls are taken, and what those who take them press when they are asked to. */
export const callsSchema = z
  .strictObject({
    rings: delaySchema.describe('Until somebody or something picks up.'),
    presses: delaySchema.describe('From the end of a question to the first key.'),
    ways: z.array(waySchema).min(1),
  })
  .refine(({ ways }) => new Set(ways.map(({ key }) => key)).size === ways.length, {
    path: ['ways'],
    message: 'two ways have the same key',
  });
export type CallsModel = z.infer<typeof callsSchema>;

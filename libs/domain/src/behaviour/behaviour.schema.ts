import { z } from 'zod';
import { callsSchema } from './calls.schema.js';
import { delaySchema } from './delay.schema.js';

const chanceSchema = z.number().min(0).max(1);

const actSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('open'), after: delaySchema }),
  z.strictObject({ do: z.literal('click'), after: delaySchema }),
  z.strictObject({
    do: z.literal('pay'),
    after: delaySchema,
    share: z.number().gt(0).max(1).default(1).describe('Part of the balance, after proving who they are.'),
  }),
  z.strictObject({
    do: z.literal('reply'),
    after: delaySchema,
    texts: z
      .array(z.string().min(1))
      .min(1)
      .describe('One of them is sent, by SMS or RCS, as the message came; e-mails are not answered.'),
    payload: z
      .string()
      .min(1)
      .optional()
      .describe('By RCS, the button with this payload is tapped instead, where the card has one.'),
  }),
]);
export type Act = z.infer<typeof actSchema>;

const channelSchema = z.enum(['sms', 'email', 'rcs']);

const reactionSchema = z.strictObject({
  contacts: z
    .strictObject({ from: z.int().min(1), to: z.int().min(1).optional() })
    .default({ from: 1 })
    .describe('Which of the contacts, counted over all channels.'),
  channel: z
    .union([channelSchema, z.array(channelSchema).min(1)])
    .optional()
    .describe('On which channel, or channels, the contact must come; any when left out.'),
  chance: chanceSchema.default(1),
  acts: z.array(actSchema).min(1).describe('One after the other; each delay counts from the one before.'),
});

const phoneSchema = z
  .strictObject({
    fails: z.int().describe('Twilio’s error code, such as 30003 or 30005.'),
    chance: chanceSchema.default(1),
    texts: z
      .array(z.string().min(1))
      .optional()
      .describe('What whoever has the number now answers, if anything.'),
    textChance: chanceSchema.default(0),
  })
  .describe('A phone that does not take messages.');

const mailboxSchema = z.discriminatedUnion('fails', [
  z.strictObject({
    fails: z.literal('refuse'),
    code: z.int().min(400).max(599),
    text: z.string().describe('Enhanced status and text of the SMTP reply.'),
  }),
  z.strictObject({
    fails: z.literal('bounce'),
    status: z.string().regex(/^[45]\.\d{1,3}\.\d{1,3}$/, 'must be an RFC 3463 status such as "5.1.1"'),
    reason: z.string(),
    after: delaySchema,
  }),
]);

const classSchema = z.strictObject({
  key: z.string().regex(/^[a-z0-9-]+$/, 'must be lower-case words joined by dashes'),
  share: z.number().positive().describe('Its part of all debtors; parts need not add up to anything.'),
  phone: phoneSchema.optional(),
  mailbox: mailboxSchema.optional(),
  opensMail: chanceSchema.optional().describe('Instead of the model’s own chance.'),
  hasRcs: chanceSchema.optional().describe('Instead of the model’s own share of phones.'),
  readsRcs: chanceSchema.optional().describe('Instead of the model’s own chance.'),
  reactions: z.array(reactionSchema).default([]).describe('The first that fits the contact happens.'),
  calls: z
    .array(z.string())
    .min(1)
    .optional()
    .describe('Keys of the ways in which its debtors take calls; any of them where left out.'),
});
export type BehaviourClass = z.infer<typeof classSchema>;

const rcsSchema = z
  .strictObject({
    phones: chanceSchema.describe('Share of the phones that take RCS; a phone does for ever or never.'),
    delivery: delaySchema,
    reads: z.strictObject({ chance: chanceSchema, after: delaySchema }),
    numbers: z
      .record(z.string().regex(/^\+\d{7,15}$/, 'must be E.164, such as +48500000001'), z.boolean())
      .optional()
      .describe('Phones of which it is decided, by number in E.164.'),
  })
  .describe('Without it nobody’s phone takes RCS.');

/** How a population of debtors, their phones and their mailboxes behave. Made for trying things out, not a forecast. */
export const behaviourSchema = z
  .strictObject({
    name: z.string().min(1),
    delivery: z.strictObject({ sms: delaySchema, email: delaySchema }),
    mail: z.strictObject({
      opens: z.strictObject({ chance: chanceSchema, after: delaySchema }),
      scanned: z
        .strictObject({ chance: chanceSchema, after: delaySchema })
        .describe('Mailboxes behind a gateway that follows every link before anybody reads.'),
    }),
    rcs: rcsSchema.optional(),
    calls: callsSchema.optional(),
    classes: z.array(classSchema).min(1),
  })
  .refine(({ classes }) => new Set(classes.map(({ key }) => key)).size === classes.length, {
    path: ['classes'],
    message: 'two classes have the same key',
  })
  .superRefine(({ calls, classes }, context) => {
    const known = new Set(calls?.ways.map(({ key }) => key));
    classes.forEach((each, index) =>
      each.calls?.forEach((way, at) => {
        if (known.has(way)) return;
        context.addIssue({
          code: 'custom',
          path: ['classes', index, 'calls', at],
          message: `no way "${way}"`,
        });
      }),
    );
  });
export type BehaviourModel = z.infer<typeof behaviourSchema>;

import { z } from 'zod';

/** What a button may answer for the debtor: to get no more messages, to be called, that it has been paid. */
export const PAYLOADS = ['STOP', 'CALL_ME', 'PAID'] as const;

/** Providers keep the words of a button as they are. */
const buttonWords = z
  .string()
  .min(1)
  .refine(
    (words) => !/[{}]/.test(words),
    'the words of a button are the same for everybody: no {{…}} in them',
  );

const KINDS = ['open', 'call', 'reply'] as const;
const COMPANIONS = { phone: 'call', payload: 'reply' } as const;

const buttonSchema = z
  .strictObject({
    open: buttonWords.optional(),
    call: buttonWords.optional(),
    reply: buttonWords.optional(),
    phone: z.string().min(1).optional(),
    payload: z.enum(PAYLOADS).optional(),
  })
  .superRefine((button, context) => {
    const kinds = KINDS.filter((kind) => button[kind] !== undefined);
    if (kinds.length !== 1) {
      context.addIssue({ code: 'custom', message: 'a button is exactly one of open, call and reply' });
      return;
    }
    for (const [name, kind] of Object.entries(COMPANIONS) as [keyof typeof COMPANIONS, string][]) {
      if (kinds[0] === kind && button[name] === undefined) {
        context.addIssue({ code: 'custom', message: `a button "${kind}" needs ${name}` });
      }
      if (kinds[0] !== kind && button[name] !== undefined) {
        const message = `${name} belongs to a button "${kind}"`;
        context.addIssue({ code: 'custom', path: [name], message });
      }
    }
  });

/** `rcs.yaml`: one card in one language. Title, body and phone are Handlebars. */
export const cardSchema = z
  .strictObject({
    title: z.string().min(1),
    body: z.string().min(1),
    /** A file in `_shared/pictures`. */
    picture: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]*\.(?:png|jpe?g)$/, 'name a file of _shared/pictures, such as calendar.png')
      .optional(),
    buttons: z.array(buttonSchema).default([]),
  })
  .superRefine(({ buttons }, context) => {
    for (const kind of ['open', 'call'] as const) {
      const [, second] = buttons.flatMap((button, at) => (button[kind] === undefined ? [] : [at]));
      if (second === undefined) continue;
      const message = `a card has at most one button "${kind}"`;
      context.addIssue({ code: 'custom', path: ['buttons', second], message });
    }
  });

export type CardDefinition = z.infer<typeof cardSchema>;

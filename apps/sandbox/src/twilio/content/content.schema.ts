import { z } from 'zod';

/**
 * Templates as the Content API takes them. Source: twilio.com/docs/content and Twilio's OpenAPI of content v1, as of
 * 2026-07; what it says of RCS alone (buttons of a card with a picture, their text) is held to as well, since a
 * template that breaks it fails only when it is sent.
 */
const BUTTON_TEXT = 25;
const CARD_BUTTONS = 4;
const LONGEST_TEXT = 1_600;
const MOST_VARIABLES = 100;
const LONGEST_VALUE = 1_600;

const words = (most: number): z.ZodString => z.string().min(1).max(most);
const title = words(BUTTON_TEXT);
const id = words(200);

const urlAction = z.strictObject({
  type: z.literal('URL'),
  title,
  url: words(2_000),
  id: id.nullish(),
  webview_size: z.enum(['TALL', 'FULL', 'HALF', 'NONE']).nullish(),
});
const phoneAction = z.strictObject({
  type: z.literal('PHONE_NUMBER'),
  title,
  phone: words(40),
  id: id.nullish(),
});
const replyAction = z.strictObject({ type: z.literal('QUICK_REPLY'), title, id: id.nullish() });

const cardSchema = z
  .strictObject({
    title: words(1_024).nullish(),
    subtitle: words(60).nullish(),
    body: words(LONGEST_TEXT).nullish(),
    media: z.array(words(2_000)).max(10).default([]),
    actions: z.array(z.discriminatedUnion('type', [urlAction, phoneAction, replyAction])).default([]),
    orientation: z.enum(['VERTICAL', 'HORIZONTAL']).default('VERTICAL'),
  })
  .refine((card) => Boolean(card.title || card.body), { error: 'needs a title or a body' })
  .refine(
    ({ title: has, body, subtitle, media, actions }) =>
      [has && body, subtitle].some(Boolean) || media.length + actions.length > 0,
    { error: 'needs one more field besides its title or body' },
  )
  .refine(({ media, actions }) => media.length === 0 || actions.length <= CARD_BUTTONS, {
    path: ['actions'],
    error: `are at most ${CARD_BUTTONS} where there is media`,
  });

const quickReplySchema = z.strictObject({
  body: words(LONGEST_TEXT),
  actions: z
    .array(z.strictObject({ ...replyAction.shape, type: z.literal('QUICK_REPLY').default('QUICK_REPLY') }))
    .min(1)
    .max(10),
});

const callToActionSchema = z.strictObject({
  body: words(LONGEST_TEXT),
  actions: z
    .array(z.discriminatedUnion('type', [urlAction, phoneAction]))
    .min(1)
    .max(CARD_BUTTONS),
});

const typesSchema = z
  .strictObject({
    'twilio/text': z.strictObject({ body: words(LONGEST_TEXT) }).nullish(),
    'twilio/card': cardSchema.nullish(),
    'twilio/quick-reply': quickReplySchema.nullish(),
    'twilio/call-to-action': callToActionSchema.nullish(),
  })
  .transform((types) => dropAbsent(types))
  .refine((types) => Object.keys(types).length > 0, { error: 'needs at least one content type' });

const variableName = z.string().regex(/^\w{1,16}$/, 'are names of up to 16 letters, digits or underscores');

/** The body of a create request. Other fields at its top are not looked at, as at Twilio. */
export const newContentSchema = z.object({
  friendly_name: z.string().max(450).nullish(),
  language: z.string().regex(/^[a-z]{2,3}(_[A-Z]{2,3})?$/, 'must be a language code such as pl or en_GB'),
  variables: z
    .record(variableName, z.string().min(1).max(LONGEST_VALUE))
    .refine((variables) => Object.keys(variables).length <= MOST_VARIABLES, {
      error: `are at most ${MOST_VARIABLES}`,
    })
    .nullish(),
  types: typesSchema,
});

export type NewContent = z.output<typeof newContentSchema>;
export type ContentTypes = NewContent['types'];
export type ContentCard = z.output<typeof cardSchema>;
export type ContentAction = ContentCard['actions'][number];

function dropAbsent<Types extends object>(types: Types): { [T in keyof Types]?: NonNullable<Types[T]> } {
  const present = Object.entries(types).filter(([, type]) => type !== null && type !== undefined);
  return Object.fromEntries(present) as { [T in keyof Types]?: NonNullable<Types[T]> };
}

import { z } from 'zod';
import type { HandOffAddress } from './hand-off.js';

const key = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'lower-case words joined by dashes, such as "law-firm"')
  .describe('What campaigns call it in "to".');
const name = z.string().trim().min(1).max(120);
const creditor = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .optional()
  .describe('Reference of the one creditor whose cases go there; every creditor’s, unless given.');

/** Secrets have names of their own, so that no file of campaigns can send any other of the installation’s secrets. */
export const HAND_OFF_SECRET = /^HAND_OFF_SECRET_[A-Z0-9_]{1,60}$/;

const webhook = z.strictObject({
  key,
  name,
  creditor,
  kind: z.literal('webhook').describe('Told at once by a signed request; see the Standard Webhooks.'),
  url: z
    .url({ protocol: /^https?$/, error: 'is not the address of a web server' })
    .describe('https; http on this very machine only, with "local".'),
  secret: z
    .string()
    .regex(HAND_OFF_SECRET, 'is the name of an environment variable that begins with HAND_OFF_SECRET_')
    .describe('Environment variable that holds the signing secret, "whsec_" and base64.'),
  local: z
    .boolean()
    .default(false)
    .describe('Whether it is meant to be on this very machine, which is refused otherwise.'),
});

const exported = z.strictObject({
  key,
  name,
  creditor,
  kind: z.literal('export').describe('Collected as a CSV file, by `dunlin hand-offs export` or the API.'),
});

const letters = z.strictObject({
  key,
  name,
  creditor,
  kind: z
    .literal('letters')
    .describe('Letters to debtors for a house that prints and posts: a PDF with an index.'),
  letter: z
    .string()
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'lower-case words joined by dashes, such as "formal-demand"')
    .describe('Folder under templates/letters that holds the words.'),
});

/** Where cases are handed to, as its file states it. */
export const handOffDestinationSchema = z.discriminatedUnion('kind', [webhook, exported, letters]);
export type HandOffDestination = z.infer<typeof handOffDestinationSchema>;
export type WebhookDestination = z.infer<typeof webhook>;
export type LetterDestination = z.infer<typeof letters>;

/** Whose cases a destination takes: those of its creditor, or of all that have none of their own by its key. */
export function addressOf(
  { key: wanted, creditor: own }: HandOffDestination,
  all: readonly HandOffDestination[],
): HandOffAddress {
  if (own !== undefined) return { key: wanted, creditorRef: own, except: [] };
  const others = all.filter((each) => each.key === wanted).flatMap((each) => each.creditor ?? []);
  return { key: wanted, creditorRef: null, except: others };
}

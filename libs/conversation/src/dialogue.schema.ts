import { z } from 'zod';

const nodeKey = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'lower case letters, digits and hyphens only');
const phoneKey = z.string().regex(/^[0-9]$/, 'a key is one digit, in quotes');
const say = z.string().trim().min(1).describe('What is said: Handlebars over the variables of templates.');

/** What a debtor can make happen by phone. */
export const callEffects = ['send-link', 'promise', 'ask-for-person', 'opt-out', 'wrong-party'] as const;
export type CallEffect = (typeof callEffects)[number];

/** How a call that reached its end is told of. */
export const callOutcomes = [
  'link-sent',
  'promised',
  'person-asked',
  'talked',
  'opted-out',
  'wrong-party',
  'heard',
  'not-identified',
  'silent',
  'voicemail',
  'nothing-to-say',
] as const;
export type CallOutcome = (typeof callOutcomes)[number];

/** What a caller may mean, by a name that does not depend on how it is told: by a key now, in words one day. */
const intents = z
  .record(nodeKey, z.strictObject({ key: phoneKey, to: nodeKey }))
  .refine((all) => Object.keys(all).length > 0, 'needs at least one intent');

const question = z.strictObject({
  intents,
  silence: nodeKey.describe('Where it goes when nothing is heard, after the repeats.'),
  notUnderstood: nodeKey.describe('Where it goes when no intent is understood, after the repeats.'),
  repeats: z.int().min(0).max(2).default(1),
  seconds: z.int().min(3).max(15).default(6).describe('How long an answer is waited for.'),
});

const proof = z.strictObject({
  say,
  keys: z.int().min(4).max(8),
  mismatch: z
    .strictObject({ say })
    .optional()
    .describe('Said before it is asked again: the keys do not match.'),
});

/** Anybody may be asked this. */
const askNode = z.strictObject({ say, ask: question });
/** What somebody whose identity is shown may choose from. */
const offerNode = z.strictObject({ say, offer: question });
const checkNode = z.strictObject({
  check: z.literal('identity'),
  /** The ways to show it, in the order of preference; the first of which something is on record is taken. */
  by: z
    .strictObject({ birthDate: proof.optional(), postcode: proof.optional() })
    .refine((by) => by.birthDate !== undefined || by.postcode !== undefined, 'needs birthDate or postcode'),
  tries: z.int().min(1).max(3).default(2),
  seconds: z.int().min(5).max(30).default(12),
  verified: nodeKey,
  failed: nodeKey,
  unprovable: nodeKey.describe('Where it goes when nothing is on record to compare with.'),
});
const doNode = z.strictObject({
  say: say.optional(),
  do: z.enum(callEffects),
  days: z.int().min(1).max(60).optional().describe('Of a promise: by when, from today.'),
  done: nodeKey,
  refused: nodeKey,
});
const transferNode = z.strictObject({
  say,
  transfer: z.literal('person'),
  connected: nodeKey,
  failed: nodeKey,
  closed: nodeKey.describe('Where it goes outside the hours in which people answer.'),
});
const endNode = z.strictObject({ say: say.optional(), end: z.enum(callOutcomes) });

const node = z.union([askNode, offerNode, checkNode, doNode, transferNode, endNode]);

/** A call, as `templates/dialogues/<name>/<language>.yaml` writes it. */
export const dialogueSchema = z.strictObject({
  dialogue: nodeKey.describe("The folder's name."),
  language: z.enum(['pl', 'en', 'uk']),
  version: z
    .int()
    .positive()
    .describe("The authors' own count; what was said is told by the content's hash."),
  start: nodeKey.describe('Where a call begins that a person has answered.'),
  voicemail: nodeKey.describe('What is said to a machine, and where nobody knows who has answered.'),
  moot: nodeKey.describe('Where it goes when there is nothing to collect any more.'),
  farewell: nodeKey.describe('How a call ends that has gone on for too long.'),
  always: intents.describe('Understood wherever a key is waited for.'),
  wrongKey: z
    .strictObject({ say })
    .optional()
    .describe('Said before a question is asked again after a key that it does not take.'),
  nodes: z.record(nodeKey, node),
});

export type Dialogue = z.infer<typeof dialogueSchema>;
export type DialogueNode = z.infer<typeof node>;
export type Question = z.infer<typeof question>;
export type CheckNode = z.infer<typeof checkNode>;
export type IdentityProof = 'birthDate' | 'postcode';

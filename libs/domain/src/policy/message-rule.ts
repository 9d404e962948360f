import { z } from 'zod';
import { contactChannels } from './contact-facts.js';

const kebab = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens');
const variable = z.string().regex(/^[a-zA-Z]+(\.[a-zA-Z]+)*$/, 'a variable such as case.title');

/** From the start of a word, case-insensitive, Unicode; a space matches any gap. */
const expression = z.string().min(1).refine(compiles, 'is not a regular expression');

function byLanguage<Item extends z.ZodType>(item: Item) {
  const list = z.array(item).min(1);
  return z.strictObject({ pl: list, en: list, uk: list });
}

/** Checks of templates and dialogues that a pack may refer to by name, for they are there already. */
export const messageLints = [
  'wording.forbidden',
  'wording.subjects',
  'wording.shorteners',
  'personal-data',
  'opt-out',
  'link',
  'dialogue.introduction',
  'dialogue.disclosure',
  'dialogue.stop',
  'dialogue.voicemail',
] as const;
export type MessageLint = (typeof messageLints)[number];

/** Parts of a message that others may see before anybody has shown who they are. */
export const messagePlaces = ['subject', 'title', 'sms', 'card', 'email'] as const;
export type MessagePlace = (typeof messagePlaces)[number];

const DEMANDS = ['says', 'states', 'forbids', 'hides', 'lint'] as const;

/**
 * What a pack asks of the words of collection messages: asked of every family that a campaign under the pack sends, when
 * it is published, and not of a message when it leaves. One of `says`, `states`, `forbids`, `hides`, `lint`.
 */
export const messageRuleSchema = z
  .strictObject({
    rule: kebab,
    /** What is asked, in words that follow "the message". */
    meaning: z.string().min(1),
    /** Channels that it holds for; all of them when absent. */
    channels: z.array(z.enum(contactChannels)).min(1).optional(),
    /**
     * The messages that it holds for: those that may be the first of a campaign to reach somebody, those that cannot, the
     * formal demands (as meta.yaml says), or every one.
     */
    contact: z.enum(['first', 'later', 'demand', 'every']).default('every'),
    /** Expressions that must all be found in whatever the family comes to say, by language. */
    says: byLanguage(expression).optional(),
    /** Variables that must be written whatever the case. */
    states: z.array(variable).min(1).optional(),
    /** Expressions that must not be found, by language. */
    forbids: byLanguage(z.strictObject({ match: expression, because: z.string().min(1) })).optional(),
    /** Variables that are kept out of what others may see. */
    hides: z
      .strictObject({ in: z.array(z.enum(messagePlaces)).min(1), variables: z.array(variable).min(1) })
      .optional(),
    /** Checks that are there already, by name. */
    lint: z.array(z.enum(messageLints)).min(1).optional(),
    source: z.string().min(1),
    mark: z.string().regex(/^[VKL](\/[VKL])*$/, 'V, K or L, or several joined by slashes'),
  })
  .refine((rule) => DEMANDS.filter((name) => rule[name] !== undefined).length === 1, {
    message: `needs exactly one of ${DEMANDS.join(', ')}`,
  })
  .refine((rule) => (rule.says ?? rule.states ?? rule.hides) === undefined || !spoken(rule.channels), {
    path: ['channels'],
    message:
      'name channels without voice: a call says what its dialogue does, which is asked about by "lint"',
  });

export type MessageRule = z.infer<typeof messageRuleSchema>;

function spoken(channels: readonly string[] | undefined): boolean {
  return channels?.includes('voice') ?? true;
}

function compiles(source: string): boolean {
  try {
    return new RegExp(source, 'iu').flags.length > 0;
  } catch {
    return false;
  }
}

import { z } from 'zod';

const expressions = z.array(
  z.strictObject({
    /** Regular expression over the text as it is read: from the start of a word, case-insensitive, Unicode; spaces match any gap. */
    match: z.string().min(1).refine(compiles, 'is not a regular expression'),
    /** What is wrong with it, told to the author. */
    because: z.string().min(1),
  }),
);

const byLanguage = z.strictObject({ pl: expressions, en: expressions, uk: expressions });

/** `_rules/wording.yaml`: what no template may say. Data, so that a lawyer can extend it without a release. */
export const wordingRulesSchema = z.strictObject({
  /** Intimidation, untrue consequences, shaming: anywhere in any channel. */
  forbidden: byLanguage,
  /** Words that disclose a debt to whoever sees a lock screen or an inbox: in subject lines. */
  subjects: byLanguage,
  /** Hosts of public URL shorteners, prohibited in Polish SMS. */
  shorteners: z.array(z.string().min(1)),
});

export type WordingRules = z.infer<typeof wordingRulesSchema>;

function compiles(source: string): boolean {
  try {
    return new RegExp(source, 'iu').flags.length > 0;
  } catch {
    return false;
  }
}

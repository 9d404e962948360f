import { z } from 'zod';
import { parseIsoDate } from '../calendar/civil-date.js';
import { contactChannels, contactPurposes, requestKinds } from './contact-facts.js';
import { messageRuleSchema } from './message-rule.js';

const isoDate = z
  .string()
  .refine((text) => parseIsoDate(text) !== undefined, 'a date that exists, as YYYY-MM-DD');
const kebab = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens');

/** One rule of a pack: which code, for which purposes, with which figures, and on whose authority. */
export const packRuleSchema = z.strictObject({
  rule: kebab,
  version: z.int().min(1),
  appliesTo: z.array(z.enum(contactPurposes)).min(1),
  /** Channels that it holds for; all of them when absent. */
  channels: z.array(z.enum(contactChannels)).min(1).optional(),
  /** Kinds of `requested` messages that the rule lets pass. */
  exempt: z.array(z.enum(requestKinds)).default([]),
  parameters: z.record(z.string(), z.unknown()).default({}),
  /** Where the rule or figure comes from, for the manager who switches it on. */
  source: z.string().min(1),
  /** V: seen in a public source; K: general knowledge of the field; L: confirm with a lawyer. */
  mark: z.string().regex(/^[VKL](\/[VKL])*$/, 'V, K or L, or several joined by slashes'),
});

/**
 * A contact policy pack: rules as dated, versioned data. Several packs in force together all apply, so the
 * strictest of them decides. The order of rules is the order in which refusals are reported.
 */
export const policyPackSchema = z.strictObject({
  id: kebab,
  version: z.int().min(1),
  title: z.string().min(1),
  /** ISO 3166-1 alpha-2 of the law that it follows. */
  country: z.string().regex(/^[A-Z]{2}$/),
  /** First and last local day on which the pack is in force; no last day while that is open. */
  validFrom: isoDate,
  validTo: isoDate.nullable(),
  /** Packs that apply wherever this one does: what it only sharpens need not be said again. */
  includes: z.array(kebab).min(1).optional(),
  rules: z.array(packRuleSchema).min(1),
  /** What the words of messages must and must not say; asked when a campaign is published. */
  messages: z.array(messageRuleSchema).min(1).optional(),
});

export type PolicyPack = z.infer<typeof policyPackSchema>;
export type PackRule = z.infer<typeof packRuleSchema>;

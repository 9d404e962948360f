import { type ContactChannel, type MessageJudge, type MessageUse, type PolicyPack, packsOf } from '#domain';
import { REQUIRED_LANGUAGES } from '../template-meta.schema.js';
import type { TemplateFamily, TemplateSet } from '../template-set.js';
import { type Asked, complaintsOf } from './asked.js';
import { NO_CALLS, type SpokenCalls, complaintsOfCall } from './asked-of-calls.js';

export interface JudgedBy {
  readonly packs: readonly PolicyPack[];
  /** ISO date: packs that have ended before it ask nothing any more. */
  readonly today: string;
  /** What calls say; none of them is sound when absent. */
  readonly calls?: SpokenCalls;
}

/**
 * Judges families by what packs ask of the words of messages. Each complaint names template, language, channel, and the
 * phrase or what is missing; and the pack that asks, with its source.
 */
export function messageJudge(set: TemplateSet, { packs, today, calls = NO_CALLS }: JudgedBy): MessageJudge {
  const { wording } = set;
  return (use, policies) => {
    const family = set.families.get(use.family);
    // That there is none is told by whoever names it.
    if (family === undefined) return [];
    const asked = askedBy(packs, policies, today).filter(({ rule }) => concerns(rule, use, family));
    const found = asked.flatMap((each) =>
      use.channel === 'voice'
        ? REQUIRED_LANGUAGES.flatMap((language) => complaintsOfCall(each, family, language, calls))
        : family.entries
            .filter(({ channel }) => channel === use.channel)
            .flatMap((entry) => complaintsOf(each, entry, { meta: family.meta, wording })),
    );
    return [...new Set(found)];
  };
}

function askedBy(packs: readonly PolicyPack[], policies: readonly string[], today: string): Asked[] {
  return packsOf(policies, packs)
    .packs.filter(({ validTo }) => validTo === null || validTo >= today)
    .flatMap(({ id, messages = [] }) => messages.map((rule) => ({ pack: id, rule })));
}

function concerns(
  { channels, contact }: Asked['rule'],
  { channel, first }: MessageUse,
  { meta }: TemplateFamily,
): boolean {
  if (channels !== undefined && !channels.includes(channel satisfies ContactChannel)) return false;
  if (contact === 'demand') return meta.formalDemand;
  return contact === 'every' || (contact === 'first') === first;
}

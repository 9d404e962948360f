import type { Language } from '#domain';
import type { TemplateFamily } from '../template-set.js';
import { type Asked, askedFor, isSaidIn } from './asked.js';

/** What the dialogues under `dialogues/` say, by their names; those with faults are not among them. */
export type SpokenCalls = ReadonlyMap<string, Readonly<Record<Language, readonly string[]>>>;

export const NO_CALLS: SpokenCalls = new Map();

/**
 * What a rule has against a family as it is spoken. The dialogues' own rules are kept by every dialogue that loads: to
 * refer to them is to ask that it does.
 */
export function complaintsOfCall(
  { pack, rule }: Asked,
  { meta: { family, dialogue } }: TemplateFamily,
  language: Language,
  calls: SpokenCalls,
): string[] {
  const where = `"${family}" (${language}, voice)`;
  const said = calls.get(dialogue ?? '')?.[language];
  const complaints =
    said === undefined
      ? [`has no sound dialogue "${dialogue ?? ''}"; "dunlin doctor" names its faults`]
      : (rule.forbids?.[language] ?? [])
          .filter(({ match }) => said.some((text) => isSaidIn(text, match)))
          .map(({ match, because }) => `says /${match}/: ${because}`);
  return complaints.map((complaint) => `${where} ${complaint}; ${askedFor(pack, rule)}`);
}

import { faultIn, type LintRule } from '../lint-rule.js';
import { phrasesIn, type Phrase } from '../phrases.js';
import type { FaultCode } from '../fault.js';

/** Intimidation, untrue consequences and shaming, by the list in `_rules/wording.yaml` (UOKiK RGD-2/2018). */
export const wordingRule: LintRule = (entry, { wording }) =>
  entry.parts.flatMap((part) =>
    part.sources.flatMap((source) => {
      const faultsOf = (phrases: readonly Phrase[], code: FaultCode) =>
        phrasesIn(source, phrases).map(({ words, because, ...place }) =>
          faultIn(source.file, code, `"${words}": ${because}`, place),
        );
      const isHeadline = part.medium === 'subject' || source.headline === true;
      return [
        ...faultsOf(wording.forbidden[entry.language], 'forbidden-phrase'),
        ...(isHeadline ? faultsOf(wording.subjects[entry.language], 'subject-discloses') : []),
      ];
    }),
  );

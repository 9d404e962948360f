import { countOccurrences } from '../occurrence-count.js';
import { faultIn, fileOf, partialsOf, type LintRule } from '../lint-rule.js';

/**
 * What the law or an industry code wants named, such as creditor, title, principal, due date and interest in
 * a first demand (ZPF), is listed in meta.yaml and must reach every reader of the e-mail.
 */
export const mustStateRule: LintRule = (entry, { meta }) => {
  if (entry.channel !== 'email') return [];
  return entry.parts.flatMap((part) => {
    if (part.medium === 'subject' || !part.program) return [];
    return meta.mustState
      .filter((name) => countOccurrences(part.program, name, partialsOf(part)).least === 0)
      .map((name) => faultIn(fileOf(part), 'must-state', `must always state ${name}`));
  });
};

import type { TemplatePart } from '../../template-set.js';
import { countOccurrences, type PartialPrograms } from '../occurrence-count.js';
import { faultIn, fileOf, partialsOf, type LintRule } from '../lint-rule.js';

/** The portal asks who follows a link for the case number: an SMS or card that carries the link names it too. */
export const caseNumberRule: LintRule = (entry) =>
  entry.parts.flatMap((part) => {
    if (!part.program) return [];
    const partials = partialsOf(part);
    if (!leadsToPage(part, partials)) return [];
    const { least, most } = countOccurrences(part.program, 'case.ref', partials);
    if (least > 0) return [];
    const how = most === 0 ? 'has no {{case.ref}}' : 'has {{case.ref}} only under a condition';
    const message = `the page behind the link asks for the case number, but this ${part.medium === 'sms' ? 'SMS' : 'card'} ${how}`;
    return [faultIn(fileOf(part), 'case-number-missing', message)];
  });

/** Mails have room for the case number in their statement, and are not looked at here. */
function leadsToPage({ medium, program, card }: TemplatePart, partials: PartialPrograms): boolean {
  if (medium === 'card') return card?.buttons.some(({ kind }) => kind === 'open') ?? false;
  return medium === 'sms' && countOccurrences(program, 'link', partials).most > 0;
}

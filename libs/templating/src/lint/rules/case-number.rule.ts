import { countOccurrences } from '../occurrence-count.js';
import { faultIn, fileOf, partialsOf, type LintRule } from '../lint-rule.js';

/** The portal asks who follows a link for the case number: an SMS that carries the link names it too. */
export const caseNumberRule: LintRule = (entry) =>
  entry.parts.flatMap((part) => {
    if (part.medium !== 'sms' || !part.program) return [];
    const partials = partialsOf(part);
    if (countOccurrences(part.program, 'link', partials).most === 0) return [];
    const { least, most } = countOccurrences(part.program, 'case.ref', partials);
    if (least > 0) return [];
    const how = most === 0 ? 'has no {{case.ref}}' : 'has {{case.ref}} only under a condition';
    const message = `the page behind the link asks for the case number, but this SMS ${how}`;
    return [faultIn(fileOf(part), 'case-number-missing', message)];
  });

import type { TemplatePart } from '../../template-set.js';
import { countOccurrences } from '../occurrence-count.js';
import { faultIn, fileOf, partialsOf, type LintRule } from '../lint-rule.js';

/** Every collection message says how to stop further ones: by a link, or in an SMS by the word STOP. */
export const optOutRule: LintRule = (entry, { meta }) => {
  if (meta.purpose !== 'collection') return [];
  return entry.parts
    .filter((part) => part.medium !== 'subject' && part.program && !saysHowToStop(part))
    .map((part) => {
      const how =
        part.medium === 'sms' ? 'the word STOP or {{optOutLink}}' : '{{optOutLink}} or {{unsubscribeLink}}';
      return faultIn(fileOf(part), 'opt-out-missing', `nothing says how to stop messages: needs ${how}`);
    });
};

function saysHowToStop(part: TemplatePart): boolean {
  const partials = partialsOf(part);
  const links = ['optOutLink', 'unsubscribeLink'];
  if (links.some((name) => countOccurrences(part.program, name, partials).least > 0)) return true;
  return part.medium === 'sms' && /\bSTOP\b/.test(unconditionalText(part.program));
}

/** Text that every debtor gets: a notice inside a condition does not count. */
function unconditionalText(program: hbs.AST.Program | undefined): string {
  return (program?.body ?? [])
    .filter((statement) => statement.type === 'ContentStatement')
    .map((statement) => (statement as hbs.AST.ContentStatement).value)
    .join(' ');
}

import type { TemplatePart } from '../../template-set.js';
import type { Fault } from '../fault.js';
import { countOccurrences } from '../occurrence-count.js';
import { faultIn, fileOf, partialsOf, type LintRule } from '../lint-rule.js';

/** I4: every collection message carries the deep link, whatever the debtor's profile; an SMS exactly once. */
export const linkRule: LintRule = (entry, { meta }) => {
  if (meta.purpose !== 'collection') return [];
  return entry.parts.flatMap((part) => {
    if (part.card) return part.card.buttons.some(({ kind }) => kind === 'open') ? [] : [noButton(part)];
    if (part.medium === 'subject' || part.medium === 'card' || !part.program) return [];
    const { least, most } = countOccurrences(part.program, 'link', partialsOf(part));
    const file = fileOf(part);
    if (least === 0) {
      const how = most === 0 ? 'has no {{link}}' : 'has {{link}} only under a condition';
      return [faultIn(file, 'link-missing', `a collection message must carry the link, but this one ${how}`)];
    }
    if (part.medium === 'html' && !part.body?.includes('href="{{link}}"')) {
      return [faultIn(file, 'link-missing', '{{link}} is nowhere the href of a link or button')];
    }
    if (part.medium === 'sms' && most > 1) {
      return [faultIn(file, 'link-repeated', `an SMS carries the link once, this one up to ${most} times`)];
    }
    return [];
  });
};

function noButton(part: TemplatePart): Fault {
  const message = 'a collection message must carry the link, but this card has no button "open"';
  return faultIn(fileOf(part), 'link-missing', message);
}

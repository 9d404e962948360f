import type { TemplateVariables } from '#domain';
import { fillLinks, SAMPLE_LINKS } from '../../links.js';
import { measureSms, type SmsSize } from '../../sms/segments.js';
import { transliterate } from '../../sms/transliterate.js';
import type { TemplatePart } from '../../template-set.js';
import { faultIn, fileOf, type LintRule } from '../lint-rule.js';
import { worstCaseVariables } from '../worst-case.variables.js';

/** The longest message that a debtor could get stays within the family's limit; the price of letters is told. */
export const smsSizeRule: LintRule = (entry, { meta }) => {
  const part = entry.parts.find((each) => each.medium === 'sms');
  if (!part?.fill) return [];
  const file = fileOf(part);
  const limit = meta.sms?.maxSegments[entry.language];
  if (limit === undefined) {
    const message = `meta.yaml sets no sms.maxSegments for ${entry.language}`;
    return [faultIn(file, 'sms-too-long', message)];
  }
  const text = longestText(part, worstCaseVariables(entry.language));
  if (text === undefined) return [];
  const size = measureSms(text);
  const faults = size.segments > limit ? [faultIn(file, 'sms-too-long', tooLong(size, limit))] : [];
  const plain = measureSms(transliterate(text));
  if (plain.segments < size.segments) {
    faults.push(faultIn(file, 'sms-encoding', priceOfLetters(size, plain), undefined, 'price'));
  }
  return faults;
};

function longestText(part: TemplatePart, cases: readonly TemplateVariables[]): string | undefined {
  const texts: string[] = [];
  for (const variables of cases) {
    try {
      const filled = part.fill?.(variables);
      if (filled !== undefined) texts.push(fillLinks(filled, SAMPLE_LINKS));
    } catch {
      // The fillable rule names this one; here it has no length.
      continue;
    }
  }
  return texts.sort((a, b) => b.length - a.length)[0];
}

function tooLong(size: SmsSize, limit: number): string {
  return (
    `with the longest values it takes ${size.segments} segments (${size.characters} characters, ` +
    `${size.encoding}); the family allows ${limit}`
  );
}

function priceOfLetters(size: SmsSize, plain: SmsSize): string {
  return (
    `the letters ${size.nonGsm.join(' ')} make it UCS-2: ${size.segments} segments instead of ` +
    `${plain.segments} with sms.transliterate`
  );
}

import type { Card } from '../../card/card.js';
import { fillLinks, SAMPLE_LINKS } from '../../links.js';
import { faultIn, fileOf, type LintRule } from '../lint-rule.js';
import { worstCaseVariables } from '../worst-case.variables.js';

/** Characters, and buttons, that a card holds at Twilio and Google (2026-11). */
const MOST = { title: 200, body: 2000, text: 3072, buttons: 4, button: 25 } as const;

/** The longest card that a debtor could get is one that a provider takes and a phone shows whole. */
export const rcsSizeRule: LintRule = (entry) =>
  entry.parts.flatMap((part) => {
    if (!part.card) return [];
    const { card } = part;
    const problems = [...tooLong(card, entry.language), ...tooManyButtons(card)];
    return problems.map((problem) => faultIn(fileOf(part), 'rcs-size', problem));
  });

function tooLong(card: Card, language: Parameters<typeof worstCaseVariables>[0]): string[] {
  const longest = { title: 0, body: 0, text: 0 };
  for (const variables of worstCaseVariables(language)) {
    try {
      const { title, body } = card.show(variables);
      const text = fillLinks(card.fill(variables).text, SAMPLE_LINKS);
      for (const [name, words] of Object.entries({ title, body, text }) as [keyof typeof longest, string][]) {
        longest[name] = Math.max(longest[name], words.length);
      }
    } catch {
      // The fillable rule names this one; here it has no length.
      continue;
    }
  }
  return (Object.keys(longest) as (keyof typeof longest)[])
    .filter((name) => longest[name] > MOST[name])
    .map(
      (name) =>
        `with the longest values its ${name} has ${longest[name]} characters; a card holds ${MOST[name]}`,
    );
}

function tooManyButtons({ buttons }: Card): string[] {
  const many =
    buttons.length > MOST.buttons ? [`${buttons.length} buttons; a card holds ${MOST.buttons}`] : [];
  const long = buttons
    .filter(({ title }) => title.length > MOST.button)
    .map(({ title }) => `"${title}" has ${title.length} characters; a button holds ${MOST.button}`);
  return [...many, ...long];
}

import { LINK_VARIABLES } from '../../links.js';
import { LONGEST_VALUE } from '../../card/gap-value.js';
import type { Card, Gap } from '../../card/card.js';
import type { TemplatePart } from '../../template-set.js';
import type { Fault } from '../fault.js';
import { faultIn, fileOf, type LintRule } from '../lint-rule.js';
import { namesIn } from '../template-walk.js';
import { worstCaseVariables } from '../worst-case.variables.js';

/** Gaps that a provider keeps for one template; one of them is the link's. */
const MOST_GAPS = 100;

/** A gap is filled for every debtor: one left out would show the example of somebody else. */
export const cardGapRule: LintRule = (entry) =>
  entry.parts.flatMap((part) => {
    if (!part.card) return [];
    const file = fileOf(part);
    return [
      ...linksInWords(part),
      ...emptyBlocks(part),
      ...part.card.gaps.flatMap((gap) => {
        const problem = firstProblem(gap, worstCaseVariables(entry.language));
        return problem ? [faultIn(file, 'card-gap', `${gap.expression} ${problem}`)] : [];
      }),
      ...tooMany(part.card, file),
      ...uncallable(part.card, file),
    ];
  });

function linksInWords(part: TemplatePart): Fault[] {
  return part.sources.flatMap(({ file, program }) =>
    (program ? namesIn(program).uses : [])
      .filter(({ name }) => name in LINK_VARIABLES)
      .map((use) =>
        faultIn(
          file,
          'card-gap',
          `{{${use.name}}} is no word of a card: a button "open" leads to the page`,
          use,
        ),
      ),
  );
}

function emptyBlocks(part: TemplatePart): Fault[] {
  return part.sources
    .filter(({ present }) => !present)
    .flatMap(({ file, program }) =>
      (program?.body ?? [])
        .filter(canBeEmpty)
        .map(({ loc }) =>
          faultIn(
            file,
            'card-gap',
            'this block can come out empty, and a gap left out shows an example: give it an {{else}} with words of its ' +
              'own, or take the words before and after it into both',
            { line: loc.start.line, column: loc.start.column + 1 },
          ),
        ),
    );
}

/** A block one of whose branches writes nothing; what a variable writes is checked by filling. */
function canBeEmpty(statement: hbs.AST.Statement): boolean {
  if (statement.type !== 'BlockStatement') return false;
  const { program, inverse } = statement as hbs.AST.BlockStatement;
  return [program, inverse].some((branch) => !branch?.body.some(surelyWrites));
}

function surelyWrites(statement: hbs.AST.Statement): boolean {
  if (statement.type === 'ContentStatement') {
    return (statement as hbs.AST.ContentStatement).value.trim() !== '';
  }
  if (statement.type === 'BlockStatement') return !canBeEmpty(statement);
  return statement.type === 'MustacheStatement';
}

function firstProblem(gap: Gap, cases: ReturnType<typeof worstCaseVariables>): string | undefined {
  for (const variables of cases) {
    let value: string;
    try {
      value = gap.write(variables);
    } catch {
      // The fillable rule tells of it.
      return undefined;
    }
    if (value.trim() === '')
      return 'comes out empty for some debtors: write it with other words in an {{#if}}';
    if (value.trim() !== value)
      return 'begins or ends with a space, which is lost: write the space outside it';
    if (value.length > LONGEST_VALUE) return `can be longer than ${LONGEST_VALUE} characters`;
  }
  return undefined;
}

function tooMany({ gaps, buttons }: Card, file: string): Fault[] {
  const count = gaps.length + buttons.filter(({ kind }) => kind !== 'reply').length;
  if (count <= MOST_GAPS) return [];
  return [faultIn(file, 'card-gap', `${count} gaps with those of the buttons; providers keep ${MOST_GAPS}`)];
}

function uncallable({ buttons, templates }: Card, file: string): Fault[] {
  const call = templates[0]?.buttons.find(({ kind }) => kind === 'call');
  if (!buttons.some(({ kind }) => kind === 'call') || !call || call.kind !== 'call') return [];
  const example = templates[0]?.samples[call.phone.slice(2, -2)];
  if (example) return [];
  const message =
    'phone is no number that can be called: write {{creditor.phone}}, or one such as +48 22 300 00 00';
  return [faultIn(file, 'card-invalid', message)];
}

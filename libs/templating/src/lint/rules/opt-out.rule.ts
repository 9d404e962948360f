import type { Medium, TemplatePart } from '../../template-set.js';
import { countOccurrences, type PartialPrograms } from '../occurrence-count.js';
import { faultIn, fileOf, partialsOf, type LintRule } from '../lint-rule.js';

const TAKES_REPLIES = 'creditor.takesReplies';
/** What says how to stop whoever the sender is. */
const ALWAYS = ['optOutLink', 'unsubscribeLink', 'stopTexts'];

/** Every collection message says how to stop further ones: by a link, in an SMS by words that are true of its sender, on a card by a button. */
export const optOutRule: LintRule = (entry, { meta }) => {
  if (meta.purpose !== 'collection') return [];
  return entry.parts
    .filter((part) => part.medium !== 'subject' && part.program && !saysHowToStop(part))
    .map((part) => {
      const message = `nothing says how to stop messages: needs ${WAYS[part.medium]}`;
      return faultIn(fileOf(part), 'opt-out-missing', message);
    });
};

const LINKS = '{{optOutLink}} or {{unsubscribeLink}}';
const WAYS: Readonly<Record<Medium, string>> = {
  sms: `{{stopTexts ${TAKES_REPLIES}}} or {{optOutLink}}; the word STOP is true in {{#if ${TAKES_REPLIES}}} alone`,
  card: 'a button "reply" with payload: STOP, or the word STOP in its body: a card can always be answered',
  html: LINKS,
  text: LINKS,
  subject: LINKS,
  speech: 'a key that stops calls; the dialogues’ own rules see to it',
};

function saysHowToStop(part: TemplatePart): boolean {
  if (part.medium === 'card') return isStoppable(part);
  const says = (answerable: boolean): boolean =>
    saysIn(part.program, { sms: part.medium === 'sms', answerable, partials: partialsOf(part) });
  return says(true) && says(false);
}

function isStoppable({ card, program }: TemplatePart): boolean {
  if (card?.buttons.some((button) => button.kind === 'reply' && button.payload === 'STOP')) return true;
  return saysIn(program, { sms: true, answerable: true, partials: new Map() });
}

interface Reading {
  sms: boolean;
  /** Whether the sender can be answered: with STOP, or not at all. */
  answerable: boolean;
  partials: PartialPrograms;
}

/** Whether every debtor is told: a notice in one branch of a condition counts only with one in the other. */
function saysIn(program: hbs.AST.Program | undefined, reading: Reading): boolean {
  return (program?.body ?? []).some((statement) => {
    if (statement.type === 'ContentStatement') {
      const { value } = statement as hbs.AST.ContentStatement;
      return reading.sms && reading.answerable && /\bSTOP\b/.test(value);
    }
    if (statement.type === 'BlockStatement') return saysInBlock(statement as hbs.AST.BlockStatement, reading);
    if (statement.type === 'PartialStatement') {
      const { name } = statement as hbs.AST.PartialStatement;
      return saysIn(reading.partials.get((name as hbs.AST.PathExpression).original), reading);
    }
    const alone = { ...program, body: [statement] } as hbs.AST.Program;
    return ALWAYS.some((name) => countOccurrences(alone, name).least > 0);
  });
}

function saysInBlock(block: hbs.AST.BlockStatement, reading: Reading): boolean {
  const [condition] = block.params;
  if ((condition as hbs.AST.PathExpression | undefined)?.original === TAKES_REPLIES) {
    const isThen = (block.path.original === 'if') === reading.answerable;
    return saysIn(isThen ? block.program : block.inverse, reading);
  }
  return saysIn(block.program, reading) && saysIn(block.inverse, reading);
}

import type { Language, MessageLint, MessagePlace, MessageRule } from '#domain';
import { distinctFillings } from '../lint/distinct-fillings.js';
import type { FaultCode } from '../lint/fault.js';
import { partialsOf, type LintContext, type LintRule } from '../lint/lint-rule.js';
import { countOccurrences } from '../lint/occurrence-count.js';
import { phraseExpression, phrasesIn } from '../lint/phrases.js';
import { foreignLinkRule } from '../lint/rules/foreign-link.rule.js';
import { linkRule } from '../lint/rules/link.rule.js';
import { optOutRule } from '../lint/rules/opt-out.rule.js';
import { personalDataRule } from '../lint/rules/personal-data.rule.js';
import { wordingRule } from '../lint/rules/wording.rule.js';
import { namesIn } from '../lint/template-walk.js';
import { VARIABLES } from '../lint/variable-catalogue.js';
import { worstCaseVariables } from '../lint/worst-case.variables.js';
import { transliterate } from '../sms/transliterate.js';
import type { TemplateEntry, TemplatePart, TemplateSource } from '../template-set.js';

/** A rule about words, and the pack that has it. */
export interface Asked {
  readonly pack: string;
  readonly rule: MessageRule;
}

/** What a rule has against one family in one language on one channel. */
export function complaintsOf({ pack, rule }: Asked, entry: TemplateEntry, context: LintContext): string[] {
  const where = `"${entry.family}" (${entry.language}, ${entry.channel})`;
  return [
    ...unsaid(rule, entry),
    ...unstated(rule, entry),
    ...forbidden(rule, entry),
    ...shown(rule, entry),
    ...linted(rule, entry, context),
  ].map((complaint) => `${where} ${complaint}; ${askedFor(pack, rule)}`);
}

/** Who asks, and on whose authority. */
export function askedFor(pack: string, { rule, meaning, source }: MessageRule): string {
  return `${pack} asks that the message ${meaning} (${rule}: ${source})`;
}

/** Said to everybody: in each part but the subject line, whatever tone, form of address and figures it is filled with. */
function unsaid({ says }: MessageRule, entry: TemplateEntry): string[] {
  if (says === undefined) return [];
  return bodiesOf(entry).flatMap((part) => {
    const missing = says[entry.language].find((match) => !isAlwaysSaid(part, match, entry.language));
    return missing === undefined ? [] : [`does not always say /${missing}/ in ${part.file}`];
  });
}

function isAlwaysSaid({ fill, medium }: TemplatePart, match: string, language: Language): boolean {
  if (fill === undefined) return false;
  try {
    // A text may be written in plain letters.
    const plain = medium === 'sms' ? transliterate(match) : match;
    for (const filled of distinctFillings(fill, worstCaseVariables(language))) {
      const text = medium === 'html' ? readable(filled) : filled;
      if (!isSaidIn(text, match) && !isSaidIn(text, plain)) return false;
    }
  } catch {
    // The linter names what cannot be filled; here it says nothing.
    return false;
  }
  return true;
}

export function isSaidIn(text: string, match: string): boolean {
  const expression = phraseExpression(match);
  expression.lastIndex = 0;
  return expression.test(text);
}

/** What a reader sees of a mail. */
function readable(html: string): string {
  return html
    .replace(/<!--[\s\S]*?-->|<(head|style|script)\b[\s\S]*?<\/\1>|<[^>]*>/gi, ' ')
    .replace(/&#(\d+);/g, (_all, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&#x([\da-f]+);/gi, (_all, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&amp;', '&');
}

function unstated({ states }: MessageRule, entry: TemplateEntry): string[] {
  if (states === undefined) return [];
  return bodiesOf(entry).flatMap((part) =>
    states
      .filter((name) => countOccurrences(part.program, name, partialsOf(part)).least === 0)
      .map((name) => `does not always state ${name} in ${part.file}${unknown(name)}`),
  );
}

function forbidden({ forbids }: MessageRule, entry: TemplateEntry): string[] {
  if (forbids === undefined) return [];
  return sourcesOf(entry).flatMap(([source]) =>
    phrasesIn(source, forbids[entry.language]).map(
      ({ words, because, line }) => `says "${words}" in ${source.file}:${line}: ${because}`,
    ),
  );
}

function shown({ hides }: MessageRule, entry: TemplateEntry): string[] {
  if (hides === undefined) return [];
  const misnamed = hides.variables.filter((name) => !VARIABLES.has(name));
  if (misnamed.length > 0) return misnamed.map((name) => `cannot be judged by ${name}${unknown(name)}`);
  return sourcesOf(entry).flatMap(([source, part]) => {
    if (source.program === undefined || !hides.in.some((place) => placesOf(part, source).includes(place)))
      return [];
    return namesIn(source.program)
      .uses.filter(({ name }) => hides.variables.includes(name))
      .map(({ name, line }) => `shows ${name} in ${source.file}:${line}`);
  });
}

function unknown(name: string): string {
  return VARIABLES.has(name) ? '' : ', which no template knows';
}

/** Where a source is seen; the title of a card is seen on its card as well. */
function placesOf({ medium }: TemplatePart, { headline }: TemplateSource): MessagePlace[] {
  if (headline === true) return ['title', 'card'];
  if (medium === 'html' || medium === 'text') return ['email'];
  return medium === 'speech' ? [] : [medium];
}

/** The linter's rules that a name stands for, and which of their faults; a dialogue's are asked of calls. */
const CHECKS: Readonly<Partial<Record<MessageLint, { rule: LintRule; codes: readonly FaultCode[] }>>> = {
  'wording.forbidden': { rule: wordingRule, codes: ['forbidden-phrase'] },
  'wording.subjects': { rule: wordingRule, codes: ['subject-discloses'] },
  'wording.shorteners': { rule: foreignLinkRule, codes: ['foreign-link'] },
  'personal-data': { rule: personalDataRule, codes: ['personal-data', 'subject-discloses'] },
  'opt-out': { rule: optOutRule, codes: ['opt-out-missing'] },
  link: { rule: linkRule, codes: ['link-missing', 'link-repeated'] },
};

function linted({ lint }: MessageRule, entry: TemplateEntry, context: LintContext): string[] {
  if (lint === undefined) return [];
  const { forbidden, subjects } = context.wording;
  const checks = lint.flatMap((name) => CHECKS[name] ?? []);
  const codes = new Set(checks.flatMap((check) => check.codes));
  const rules = new Set(checks.map((check) => check.rule));
  const empty = [
    ...(codes.has('forbidden-phrase') && forbidden[entry.language].length === 0 ? ['forbidden'] : []),
    ...(lint.includes('wording.subjects') && subjects[entry.language].length === 0 ? ['subjects'] : []),
  ];
  return [
    ...empty.map((list) => `cannot be judged: the list "${list}" of _rules/wording.yaml is empty`),
    ...[...rules]
      .flatMap((rule) => rule(entry, context))
      .filter(({ code, severity }) => severity === 'error' && codes.has(code))
      .map(
        ({ file, line, message }) =>
          `is not fit in ${file}${line === undefined ? '' : `:${line}`}: ${message}`,
      ),
  ];
}

function bodiesOf({ parts }: TemplateEntry): TemplatePart[] {
  return parts.filter(({ medium }) => medium !== 'subject');
}

function sourcesOf({ parts }: TemplateEntry): [TemplateSource, TemplatePart][] {
  return parts.flatMap((part) =>
    part.sources.map((source): [TemplateSource, TemplatePart] => [source, part]),
  );
}

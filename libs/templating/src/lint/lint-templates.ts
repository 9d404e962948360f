import type { TemplateSet } from '../template-set.js';
import type { Fault } from './fault.js';
import type { LintRule } from './lint-rule.js';
import { accessibilityRule } from './rules/accessibility.rule.js';
import { cardGapRule } from './rules/card-gap.rule.js';
import { caseNumberRule } from './rules/case-number.rule.js';
import { escapingRule } from './rules/escaping.rule.js';
import { fillableRule } from './rules/fillable.rule.js';
import { foreignLinkRule } from './rules/foreign-link.rule.js';
import { lateFiguresRule } from './rules/late-figures.rule.js';
import { linkRule } from './rules/link.rule.js';
import { mustStateRule } from './rules/must-state.rule.js';
import { optOutRule } from './rules/opt-out.rule.js';
import { personalDataRule } from './rules/personal-data.rule.js';
import { rcsSizeRule } from './rules/rcs-size.rule.js';
import { smsSizeRule } from './rules/sms-size.rule.js';
import { variablesRule } from './rules/variables.rule.js';
import { wordingRule } from './rules/wording.rule.js';

/** To add a rule: one file under `rules/` and one line here. */
const RULES: readonly LintRule[] = [
  variablesRule,
  escapingRule,
  linkRule,
  caseNumberRule,
  optOutRule,
  mustStateRule,
  lateFiguresRule,
  personalDataRule,
  wordingRule,
  foreignLinkRule,
  accessibilityRule,
  smsSizeRule,
  cardGapRule,
  rcsSizeRule,
  fillableRule,
];

/** Every fault of a set, reading ones included, in file order; a fault in a shared file is told once. */
export function lintTemplates(set: TemplateSet): Fault[] {
  const faults = [...set.faults];
  for (const { meta, entries } of set.families.values()) {
    const context = { meta, wording: set.wording };
    for (const entry of entries) for (const rule of RULES) faults.push(...rule(entry, context));
  }
  const distinct = new Map(faults.map((fault) => [JSON.stringify(fault), fault]));
  return [...distinct.values()].sort(byPlace);
}

function byPlace(a: Fault, b: Fault): number {
  return a.file.localeCompare(b.file) || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

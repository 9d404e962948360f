import { faultIn, type LintRule } from '../lint-rule.js';
import { namesIn } from '../template-walk.js';

/** Nothing from a case is written as markup: a debtor's name is text, whatever it holds. */
export const escapingRule: LintRule = (entry) =>
  entry.parts.flatMap((part) =>
    part.sources.flatMap((source) =>
      (source.program ? namesIn(source.program).unescaped : []).map((use) =>
        faultIn(source.file, 'unescaped', `{{{${use.name}}}} writes unescaped markup; use two braces`, use),
      ),
    ),
  );

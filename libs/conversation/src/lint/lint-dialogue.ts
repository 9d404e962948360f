import type { SpokenWords } from '#contracts';
import type { PathFault } from '#domain';
import type { Dialogue } from '../dialogue.schema.js';
import type { DialogueRule } from './dialogue-rule.js';
import { answeredRule } from './rules/answered.rule.js';
import { disclosureRule } from './rules/disclosure.rule.js';
import { flowRule } from './rules/flow.rule.js';
import { introductionRule } from './rules/introduction.rule.js';
import { keysRule } from './rules/keys.rule.js';
import { linkRule } from './rules/link.rule.js';
import { stopRule } from './rules/stop.rule.js';
import { voicemailRule } from './rules/voicemail.rule.js';

/** To add a rule: one file under `rules/` and one line here. */
const RULES: readonly DialogueRule[] = [
  flowRule,
  disclosureRule,
  introductionRule,
  stopRule,
  keysRule,
  linkRule,
  voicemailRule,
  answeredRule,
];

/** Everything that is wrong with what a dialogue means. */
export function lintDialogue(dialogue: Dialogue, words: SpokenWords): PathFault[] {
  return RULES.flatMap((rule) => rule(dialogue, words));
}

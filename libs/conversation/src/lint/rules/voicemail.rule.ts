import { sayingsOf } from '../../node-kinds.js';
import { type DialogueRule, faultAt } from '../dialogue-rule.js';

/** A machine hears who called and where to call back, and nothing else (12 CFR 1006.2(j), CONC 7.9). */
export const voicemailRule: DialogueRule = (dialogue, words) => {
  const node = dialogue.nodes[dialogue.voicemail];
  if (node === undefined) return [];
  const faults = [];
  if (!('end' in node) || node.end !== 'voicemail') {
    faults.push(faultAt(['voicemail'], 'must be a node with "end: voicemail": a machine is not waited for'));
  }
  const text = sayingsOf(dialogue.voicemail, node)[0]?.text ?? '';
  if (!words.names(text, 'creditor.phone')) {
    faults.push(faultAt(['nodes', dialogue.voicemail], 'must name a number to call back: creditor.phone'));
  }
  return faults;
};

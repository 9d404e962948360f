import { sayingsOf } from '../../node-kinds.js';
import { type DialogueRule, faultAt } from '../dialogue-rule.js';
import { heardByAnyone } from '../graph.js';

/**
 * What can be heard without an identity shown tells nothing of a debt and nothing of a person, proved on the graph:
 * only what every way to it has verified may. Offers and effects about the case stand behind the check as well.
 */
export const disclosureRule: DialogueRule = (dialogue, words) => {
  const anyone = heardByAnyone(dialogue);
  const atAnyQuestion = words
    .faults(dialogue.wrongKey?.say ?? '', dialogue.language, 'anyone')
    .map((message) => faultAt(['wrongKey', 'say'], message));
  const atNodes = Object.entries(dialogue.nodes).flatMap(([key, node]) => {
    const audience = anyone.has(key) ? 'anyone' : 'verified';
    const spoken = sayingsOf(key, node).flatMap(({ text, path }) =>
      words
        .faults(text, dialogue.language, audience)
        .map((message) => faultAt(['nodes', key, ...path], message)),
    );
    if (audience === 'verified') return spoken;
    const before = 'can be reached before the identity was shown';
    if ('offer' in node) return [...spoken, faultAt(['nodes', key, 'offer'], `an offer ${before}`)];
    if ('do' in node && (node.do === 'promise' || node.do === 'send-link')) {
      return [...spoken, faultAt(['nodes', key, 'do'], `"${node.do}" ${before}`)];
    }
    return spoken;
  });
  return [...atAnyQuestion, ...atNodes];
};

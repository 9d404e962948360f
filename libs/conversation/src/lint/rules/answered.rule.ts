import { questionOf } from '../../node-kinds.js';
import { type DialogueRule, faultAt } from '../dialogue-rule.js';

/** Whoever pressed a key that is not on offer hears so, and is not told that they were silent. */
export const answeredRule: DialogueRule = (dialogue) => {
  const faults = Object.entries(dialogue.nodes).flatMap(([key, node]) => {
    const question = questionOf(node);
    const goodbye = dialogue.nodes[question?.notUnderstood ?? ''];
    if (goodbye === undefined || !('end' in goodbye) || goodbye.end !== 'silent') return [];
    const path = ['nodes', key, 'ask' in node ? 'ask' : 'offer', 'notUnderstood'];
    return [faultAt(path, 'a key was pressed: must not lead to an end by silence')];
  });
  const repeats = Object.values(dialogue.nodes).some((node) => (questionOf(node)?.repeats ?? 0) > 0);
  if (!repeats || dialogue.wrongKey !== undefined) return faults;
  return [
    ...faults,
    faultAt([], 'needs "wrongKey": a question is asked again after a key that it does not take'),
  ];
};

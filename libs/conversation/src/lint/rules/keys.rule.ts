import { questionOf, sayingsOf } from '../../node-kinds.js';
import { type DialogueRule, faultAt } from '../dialogue-rule.js';

/** Each key means one thing, and each that a question takes is said in it. */
export const keysRule: DialogueRule = (dialogue) => {
  const everywhere = new Set(Object.values(dialogue.always).map(({ key }) => key));
  return Object.entries(dialogue.nodes).flatMap(([node, each]) => {
    const question = questionOf(each);
    if (question === undefined) return [];
    const field = 'ask' in each ? 'ask' : 'offer';
    const text = sayingsOf(node, each)[0]?.text ?? '';
    const taken = new Set(everywhere);
    return Object.entries(question.intents).flatMap(([intent, { key }]) => {
      const path = ['nodes', node, field, 'intents', intent, 'key'];
      const faults = [];
      if (taken.has(key)) faults.push(faultAt(path, `key ${key} means something else already`));
      taken.add(key);
      if (!new RegExp(`\\b${key}\\b`).test(text)) {
        faults.push(faultAt(path, `key ${key} is not said in "${node}"`));
      }
      return faults;
    });
  });
};

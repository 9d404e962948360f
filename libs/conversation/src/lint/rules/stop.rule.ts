import { sayingsOf } from '../../node-kinds.js';
import { type DialogueRule, faultAt } from '../dialogue-rule.js';

/** By this key no further calls come, wherever one is pressed: people must not have to learn another. */
const STOP_KEY = '9';

/** Whoever is called can end all calls to the number, at every moment, and is told so at once. */
export const stopRule: DialogueRule = (dialogue) => {
  const stop = dialogue.always['opt-out'];
  if (stop === undefined) return [faultAt(['always'], 'must hold the intent "opt-out"')];
  const faults = [];
  if (stop.key !== STOP_KEY) {
    faults.push(faultAt(['always', 'opt-out', 'key'], `no further calls is key ${STOP_KEY}, always`));
  }
  const target = dialogue.nodes[stop.to];
  if (target !== undefined && !('do' in target && target.do === 'opt-out')) {
    faults.push(faultAt(['always', 'opt-out', 'to'], `"${stop.to}" must do: opt-out`));
  }
  const told = Object.entries(dialogue.nodes).filter(
    ([key, node]) => key === dialogue.start || 'offer' in node,
  );
  for (const [key, node] of told) {
    const [saying] = sayingsOf(key, node);
    if (saying === undefined || new RegExp(`\\b${STOP_KEY}\\b`).test(saying.text)) continue;
    faults.push(faultAt(['nodes', key, ...saying.path], `must say that ${STOP_KEY} ends all calls`));
  }
  return faults;
};

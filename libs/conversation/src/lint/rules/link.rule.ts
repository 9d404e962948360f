import { type DialogueRule, faultAt } from '../dialogue-rule.js';
import { reachable } from '../graph.js';

/** I4: a call carries the link into the self-service flow by offering to send it, and a person at every stage. */
export const linkRule: DialogueRule = (dialogue) => {
  const offers = Object.keys(dialogue.nodes).filter((key) => 'offer' in (dialogue.nodes[key] ?? {}));
  if (offers.length === 0) return [faultAt(['nodes'], 'nothing is offered: needs a node with "offer"')];
  return offers.flatMap((key) => {
    const ahead = [...reachable(dialogue, [key])].map((each) => dialogue.nodes[each]);
    const leadsTo = (effect: string): boolean =>
      ahead.some((node) => node !== undefined && 'do' in node && node.do === effect);
    return ['send-link', 'ask-for-person']
      .filter((effect) => !leadsTo(effect))
      .map((effect) => faultAt(['nodes', key, 'offer'], `must lead to a node that does: ${effect}`));
  });
};

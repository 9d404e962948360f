import { entrances, waysFrom } from '../../node-kinds.js';
import { type DialogueRule, faultAt } from '../dialogue-rule.js';
import { endless, reachable, restless } from '../graph.js';

/** Every way leads somewhere, every node is reached, and every call ends. */
export const flowRule: DialogueRule = (dialogue) => {
  const nodes = Object.keys(dialogue.nodes);
  const ways = [
    ...entrances(dialogue),
    ...Object.entries(dialogue.nodes).flatMap(([key, node]) =>
      waysFrom(node).map((way) => ({ ...way, path: ['nodes', key, ...way.path] })),
    ),
  ];
  const lost = ways.filter((way) => !(way.to in dialogue.nodes));
  const reached = reachable(
    dialogue,
    entrances(dialogue).map((way) => way.to),
  );
  const moot = dialogue.nodes[dialogue.moot];
  const farewell = dialogue.nodes[dialogue.farewell];
  return [
    ...lost.map((way) => faultAt(way.path, `there is no node "${way.to}"; known: ${nodes.join(', ')}`)),
    ...nodes
      .filter((key) => !reached.has(key))
      .map((key) => faultAt(['nodes', key], `nothing leads to "${key}"`)),
    ...endless(dialogue).map((key) => faultAt(['nodes', key], `from "${key}" no end is ever reached`)),
    ...restless(dialogue).map((key) =>
      faultAt(['nodes', key], `"${key}" leads back to itself without waiting for the caller`),
    ),
    ...(moot && !('end' in moot) ? [faultAt(['moot'], 'must be a node that ends the call')] : []),
    ...(farewell && !('end' in farewell) ? [faultAt(['farewell'], 'must be a node that ends the call')] : []),
  ];
};

import type { Dialogue } from '../dialogue.schema.js';
import { entrances, listens, waysFrom, type Way } from '../node-kinds.js';

/** Where one can get to from these nodes, themselves included, by the ways that are let through. */
export function reachable(
  dialogue: Dialogue,
  from: readonly string[],
  through: (way: Way) => boolean = () => true,
): Set<string> {
  const found = new Set(from.filter((key) => key in dialogue.nodes));
  for (const key of found) {
    const node = dialogue.nodes[key];
    for (const way of node === undefined ? [] : waysFrom(node)) {
      if (through(way) && way.to in dialogue.nodes) found.add(way.to);
    }
  }
  return found;
}

/** What may be heard by somebody who never showed their identity. */
export function heardByAnyone(dialogue: Dialogue): Set<string> {
  return reachable(
    dialogue,
    entrances(dialogue).map((way) => way.to),
    (way) => !way.verifies,
  );
}

/** Nodes from which no end can be reached. */
export function endless(dialogue: Dialogue): string[] {
  return Object.keys(dialogue.nodes).filter(
    (key) => ![...reachable(dialogue, [key])].some((each) => 'end' in (dialogue.nodes[each] ?? {})),
  );
}

/** Nodes that lead back to themselves without ever waiting for the caller: such a turn would not end. */
export function restless(dialogue: Dialogue): string[] {
  return Object.keys(dialogue.nodes).filter((key) => {
    const node = dialogue.nodes[key];
    if (node === undefined || listens(node)) return false;
    const next = waysFrom(node).map((way) => way.to);
    const quiet = new Set(next);
    for (const each of quiet) {
      const other = dialogue.nodes[each];
      if (other === undefined || listens(other)) continue;
      for (const way of waysFrom(other)) quiet.add(way.to);
    }
    return quiet.has(key);
  });
}

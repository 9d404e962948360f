import type { SpokenWords } from '#contracts';
import type { PathFault } from '#domain';
import type { Dialogue } from '../dialogue.schema.js';

/** One question asked of a dialogue whose shape is sound. Pure. */
export type DialogueRule = (dialogue: Dialogue, words: SpokenWords) => PathFault[];

export function faultAt(path: PathFault['path'], message: string): PathFault {
  return { path, message };
}

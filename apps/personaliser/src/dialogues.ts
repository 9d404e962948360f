import { join } from 'node:path';
import { type DialogueSet, loadDialogues } from '#conversation';
import { loadSpokenWords, type TemplateSet } from '#templating';

export const DIALOGUES = Symbol('DIALOGUES');

/**
 * The dialogues beside an installation's templates.
 * @throws when one is not fit to be spoken, or a family names one that is not there (I9)
 */
export async function dialoguesBeside(templates: TemplateSet, dir: string): Promise<DialogueSet> {
  const dialogues = await loadDialogues(join(dir, 'dialogues'), await loadSpokenWords(dir));
  for (const { meta, metaFile } of templates.families.values()) {
    if (meta.dialogue === undefined || dialogues.names.includes(meta.dialogue)) continue;
    const known = dialogues.names.join(', ');
    throw new Error(`${metaFile}: there is no dialogue "${meta.dialogue}"; known: ${known}`);
  }
  return dialogues;
}

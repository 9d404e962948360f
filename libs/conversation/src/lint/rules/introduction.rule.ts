import type { Dialogue } from '../../dialogue.schema.js';
import { sayingsOf } from '../../node-kinds.js';
import { type DialogueRule, faultAt } from '../dialogue-rule.js';

/** Words by which a machine says that it is one (AI Act art. 50(1)). */
const MACHINE: Readonly<Record<Dialogue['language'], RegExp>> = {
  pl: /automatyczn|wirtualn|\bbot\b|\brobot/iu,
  en: /\bautomated\b|\bautomatic\b|\bvirtual\b|\bbot\b|\brobot/iu,
  uk: /автоматичн|віртуальн|(?<!\p{L})бот(?!\p{L})|(?<!\p{L})робот/iu,
};

/** A call says at once that a machine speaks, and for whom; so does what it leaves on a machine. */
export const introductionRule: DialogueRule = (dialogue, words) =>
  [...new Set([dialogue.start, dialogue.voicemail])].flatMap((key) => {
    const node = dialogue.nodes[key];
    if (node === undefined) return [];
    const [saying] = sayingsOf(key, node);
    const path = ['nodes', key, ...(saying?.path ?? [])];
    const faults = [];
    if (!MACHINE[dialogue.language].test(opening(saying?.text ?? ''))) {
      faults.push(faultAt(path, 'must say at once that an automated assistant is calling'));
    }
    if (!words.names(saying?.text ?? '', 'creditor.name')) {
      faults.push(faultAt(path, 'must say for whom it calls: creditor.name'));
    }
    return faults;
  });

/** A greeting, and the sentence behind it. */
function opening(text: string): string {
  return text.split(/[.!?]\s/, 2).join(' ');
}

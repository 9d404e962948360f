import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SpokenWords } from '#contracts';
import type { Language } from '#domain';
import { loadSpokenWords } from '#templating';
import type { Dialogue } from '../dialogue.schema.js';
import { parseDialogue } from '../loading/parse-dialogue.js';

const TEMPLATES = join(process.cwd(), 'templates');
export const DIALOGUES = join(TEMPLATES, 'dialogues');

export function shippedWords(): Promise<SpokenWords> {
  return loadSpokenWords(TEMPLATES);
}

export function sourceOf(language: Language): string {
  return readFileSync(join(DIALOGUES, 'overdue-call', `${language}.yaml`), 'utf8');
}

export async function overdueCall(language: Language = 'en'): Promise<Dialogue> {
  const parsed = parseDialogue(sourceOf(language), `${language}.yaml`, await shippedWords());
  if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults, null, 1));
  return parsed.dialogue;
}

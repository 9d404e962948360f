import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SpokenWords } from '#contracts';
import { type CampaignFault, formatFault, type Language, languages } from '#domain';
import type { Dialogue } from '../dialogue.schema.js';
import { parseDialogue } from './parse-dialogue.js';
import { differenceOf } from './same-graph.js';

/** One language of a dialogue, fit to be spoken. */
export interface LoadedDialogue {
  /** `dialogues/name/language@hash`: the same version, facts and keys give the same call for ever. */
  version: string;
  /** The file's text, which the version stands for. */
  source: string;
  dialogue: Dialogue;
}

/** Thrown when a dialogue is not fit to be spoken (I4, I9): names every fault at once. */
export class DialogueFaultsError extends Error {
  readonly code = 'DIALOGUES_INVALID';

  constructor(readonly faults: readonly CampaignFault[]) {
    super(
      `Dialogues are not fit to be spoken:\n${faults.map((fault) => `  ${formatFault(fault)}`).join('\n')}`,
    );
    this.name = 'DialogueFaultsError';
  }
}

/** The dialogues of an installation, by name and language. */
export class DialogueSet {
  constructor(private readonly byName: ReadonlyMap<string, ReadonlyMap<Language, LoadedDialogue>>) {}

  get names(): string[] {
    return [...this.byName.keys()].sort();
  }

  /** Undefined when there is none of this name. */
  find(name: string, language: Language): LoadedDialogue | undefined {
    return this.byName.get(name)?.get(language);
  }

  all(): LoadedDialogue[] {
    return [...this.byName.values()].flatMap((each) => [...each.values()]);
  }
}

/**
 * Reads every dialogue under a folder, `<name>/<language>.yaml`, in all languages.
 * @throws {DialogueFaultsError} when any is not fit to be spoken
 */
export async function loadDialogues(folder: string, words: SpokenWords): Promise<DialogueSet> {
  const faults: CampaignFault[] = [];
  const byName = new Map<string, Map<Language, LoadedDialogue>>();
  for (const name of await foldersIn(folder)) {
    const loaded = new Map<Language, LoadedDialogue>();
    for (const language of languages) {
      const result = await readOne(folder, name, language, words);
      if ('faults' in result) faults.push(...result.faults);
      else loaded.set(language, result);
    }
    faults.push(...strangers(name, loaded));
    byName.set(name, loaded);
  }
  if (faults.length > 0) throw new DialogueFaultsError(faults);
  return new DialogueSet(byName);
}

async function readOne(
  folder: string,
  name: string,
  language: Language,
  words: SpokenWords,
): Promise<LoadedDialogue | { faults: readonly CampaignFault[] }> {
  const file = `${name}/${language}.yaml`;
  const source = await readFile(join(folder, file), 'utf8').catch(() => null);
  if (source === null) return { faults: [wholeFile(file, `language ${language} is missing`)] };
  const parsed = parseDialogue(source, file, words);
  if ('faults' in parsed) return parsed;
  const { dialogue } = parsed;
  if (dialogue.dialogue !== name || dialogue.language !== language) {
    const message = `is of dialogue "${dialogue.dialogue}" in ${dialogue.language}`;
    return { faults: [wholeFile(file, message)] };
  }
  const hash = createHash('sha256').update(source).digest('hex').slice(0, 12);
  return { version: `dialogues/${name}/${language}@${hash}`, source, dialogue };
}

/** A debtor must get the same call in every language. */
function strangers(name: string, loaded: ReadonlyMap<Language, LoadedDialogue>): CampaignFault[] {
  const [first, ...others] = [...loaded.entries()];
  if (first === undefined) return [];
  return others.flatMap(([language, { dialogue }]) => {
    const difference = differenceOf(first[1].dialogue, dialogue);
    if (difference === null) return [];
    const message = `differs from ${first[0]}.yaml at ${difference}; only what is said may differ`;
    return [wholeFile(`${name}/${language}.yaml`, message)];
  });
}

function wholeFile(file: string, message: string): CampaignFault {
  return { file, line: 1, column: 1, path: '', message };
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

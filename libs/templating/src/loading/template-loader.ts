import { TemplateFaultsError, type Fault } from '../lint/fault.js';
import { lintTemplates } from '../lint/lint-templates.js';
import { REQUIRED_LANGUAGES, templateMetaSchema, type TemplateMeta } from '../template-meta.schema.js';
import {
  entryKey,
  isWritten,
  type TemplateEntry,
  type TemplateFamily,
  type TemplateSet,
  type TemplateSource,
} from '../template-set.js';
import { EntryCompiler } from './entry.compiler.js';
import { readLetters } from '../letter/letter-templates.js';
import { isFamilyFolder, SourceReader } from './source-reader.js';
import { readWording } from './wording-file.js';
import { parseYaml } from './yaml-file.js';

/**
 * Reads, compiles and lints every template under a folder. Takes about a second once; afterwards filling is
 * synchronous.
 * @throws {TemplateFaultsError} naming every error, when any template is not fit to be sent (I4, I9).
 */
export async function loadTemplates(dir: string): Promise<TemplateSet> {
  const set = await readTemplates(dir);
  const errors = lintTemplates(set).filter((fault) => fault.severity === 'error');
  if (errors.length > 0) throw new TemplateFaultsError(errors);
  return set;
}

/** Reads and compiles without judging, so that a linter or an editor can show all faults at once. */
export async function readTemplates(dir: string): Promise<TemplateSet> {
  const reader = new SourceReader(dir);
  const faults: Fault[] = [];
  const { wording, faults: wordingFaults } = await readWording(reader);
  faults.push(...wordingFaults);
  const compilers = new Map<string, EntryCompiler>();
  for (const language of REQUIRED_LANGUAGES) {
    compilers.set(language, new EntryCompiler(reader, language, await sharedTexts(reader, language)));
  }
  const families = new Map<string, TemplateFamily>();
  for (const name of (await reader.list('', 'folders')).filter(isFamilyFolder)) {
    const family = await readFamily(reader, name, compilers, faults);
    if (family) families.set(name, family);
  }
  if (families.size === 0) {
    faults.push({ code: 'part-missing', severity: 'error', file: '.', message: `no templates in ${dir}` });
  }
  const entries = [...families.values()].flatMap((family) => family.entries);
  faults.push(...(await readLetters(reader, wording)).faults);
  return {
    families,
    wording,
    faults: [...faults, ...reader.faults, ...[...compilers.values()].flatMap((each) => each.faults)],
    entries: new Map(entries.map((entry) => [entryKey(entry.family, entry.language, entry.channel), entry])),
  };
}

async function readFamily(
  reader: SourceReader,
  name: string,
  compilers: ReadonlyMap<string, EntryCompiler>,
  faults: Fault[],
): Promise<TemplateFamily | undefined> {
  const metaFile = `${name}/meta.yaml`;
  const meta = await readMeta(reader, name, metaFile, faults);
  if (!meta) return undefined;
  const present = await reader.list(name, 'folders');
  const entries: TemplateEntry[] = [];
  for (const [language, compiler] of compilers) {
    if (!present.includes(language)) {
      const message = `language ${language} is missing`;
      faults.push({ code: 'language-missing', severity: 'error', file: metaFile, message });
      continue;
    }
    for (const channel of meta.channels.filter(isWritten)) entries.push(await compiler.entry(meta, channel));
  }
  return { meta, metaFile, entries };
}

async function readMeta(
  reader: SourceReader,
  name: string,
  file: string,
  faults: Fault[],
): Promise<TemplateMeta | undefined> {
  const text = await reader.text(file);
  if (text === undefined) {
    faults.push({ code: 'meta-invalid', severity: 'error', file, message: 'meta.yaml is missing' });
    return undefined;
  }
  const value = parseYaml(text, file, faults);
  if (value === undefined) return undefined;
  const meta = templateMetaSchema.safeParse(value);
  for (const issue of meta.error?.issues ?? []) {
    const message = `${issue.path.join('.')}: ${issue.message}`;
    faults.push({ code: 'meta-invalid', severity: 'error', file, message });
  }
  if (meta.data && meta.data.channels.includes('voice') !== (meta.data.dialogue !== undefined)) {
    const message = 'the channel voice and a dialogue go together: write both or neither';
    faults.push({ code: 'meta-invalid', severity: 'error', file, message });
  }
  if (meta.data && meta.data.family !== name) {
    const message = `family is ${meta.data.family}, but the folder is ${name}`;
    faults.push({ code: 'meta-invalid', severity: 'error', file, message });
    return undefined;
  }
  return meta.data;
}

async function sharedTexts(reader: SourceReader, language: string): Promise<Map<string, TemplateSource>> {
  const shared = new Map<string, TemplateSource>();
  for (const file of await reader.list(`_shared/${language}`, 'files')) {
    if (!file.endsWith('.txt.hbs')) continue;
    const source = await reader.source(`_shared/${language}/${file}`);
    if (source) shared.set(file.replace(/\.txt\.hbs$/, ''), source);
  }
  return shared;
}

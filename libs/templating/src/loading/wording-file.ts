import type { Fault } from '../lint/fault.js';
import { wordingRulesSchema, type WordingRules } from '../lint/wording-rules.schema.js';
import type { SourceReader } from './source-reader.js';
import { parseYaml } from './yaml-file.js';

const WORDING_FILE = '_rules/wording.yaml';

/** Without the lists nothing may load: a missing file must not mean that everything is allowed. */
export async function readWording(reader: SourceReader): Promise<{ wording: WordingRules; faults: Fault[] }> {
  const faults: Fault[] = [];
  const text = await reader.text(WORDING_FILE);
  const value = text === undefined ? undefined : parseYaml(text, WORDING_FILE, faults);
  const wording = wordingRulesSchema.safeParse(value);
  if (wording.data) return { wording: wording.data, faults };
  const message = wording.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  faults.push({ code: 'meta-invalid', severity: 'error', file: WORDING_FILE, message });
  const none = { pl: [], en: [], uk: [] };
  return { wording: { forbidden: none, subjects: none, shorteners: [] }, faults };
}

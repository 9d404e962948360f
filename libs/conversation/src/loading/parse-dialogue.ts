import type { SpokenWords } from '#contracts';
import { type CampaignFault, schemaFaults, YamlSource } from '#domain';
import { type Dialogue, dialogueSchema } from '../dialogue.schema.js';
import { lintDialogue } from '../lint/lint-dialogue.js';

export type ParsedDialogue = { readonly dialogue: Dialogue } | { readonly faults: readonly CampaignFault[] };

/**
 * Reads a dialogue file. Either the dialogue is fit to be spoken, or every fault is named at once with its line and
 * column: of the YAML, of the schema, and of what would be said to whom.
 */
export function parseDialogue(yamlText: string, fileName: string, words: SpokenWords): ParsedDialogue {
  const source = new YamlSource(yamlText, fileName);
  const textFaults = source.textFaults();
  const content = source.content();
  if (content === null || textFaults.length > 0) return { faults: textFaults };
  const parsed = dialogueSchema.safeParse(content.value);
  const faults = parsed.success
    ? lintDialogue(parsed.data, words)
    : schemaFaults(parsed.error.issues, content.value);
  if (parsed.success && faults.length === 0) return { dialogue: parsed.data };
  const placed = faults.map((fault) => source.locate(fault));
  return { faults: placed.sort((a, b) => a.line - b.line || a.column - b.column) };
}

import type { CampaignFault } from '../cadence/parsing/fault.js';
import { schemaFaults } from '../cadence/parsing/schema-faults.js';
import { YamlSource } from '../cadence/parsing/yaml-source.js';
import { behaviourSchema, type BehaviourModel } from './behaviour.schema.js';

export type ParsedBehaviour =
  { readonly model: BehaviourModel } | { readonly faults: readonly CampaignFault[] };

/** Reads a behaviour file; every fault is named at once with its line and column. */
export function parseBehaviour(yamlText: string, fileName: string): ParsedBehaviour {
  const source = new YamlSource(yamlText, fileName);
  const textFaults = source.textFaults();
  const content = source.content();
  if (content === null || textFaults.length > 0) return { faults: textFaults };
  const parsed = behaviourSchema.safeParse(content.value);
  if (parsed.success) return { model: parsed.data };
  return { faults: schemaFaults(parsed.error.issues, content.value).map((fault) => source.locate(fault)) };
}

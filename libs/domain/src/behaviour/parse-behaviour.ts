import type { CampaignFault } from '../cadence/parsing/fault.js';
import { readYaml } from '../cadence/parsing/read-yaml.js';
import { behaviourSchema, type BehaviourModel } from './behaviour.schema.js';

export type ParsedBehaviour =
  { readonly model: BehaviourModel } | { readonly faults: readonly CampaignFault[] };

/** Reads a behaviour file; every fault is named at once with its line and column. */
export function parseBehaviour(yamlText: string, fileName: string): ParsedBehaviour {
  const read = readYaml(yamlText, fileName, behaviourSchema);
  return 'faults' in read ? read : { model: read.value };
}

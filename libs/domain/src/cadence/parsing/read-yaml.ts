import type { z } from 'zod';
import type { CampaignFault } from './fault.js';
import { schemaFaults } from './schema-faults.js';
import { YamlSource } from './yaml-source.js';

/** Reads a file that its schema says all about; every fault is named at once with its line and column. */
export function readYaml<Value>(
  yamlText: string,
  fileName: string,
  schema: z.ZodType<Value>,
): { readonly value: Value } | { readonly faults: readonly CampaignFault[] } {
  const source = new YamlSource(yamlText, fileName);
  const textFaults = source.textFaults();
  const content = source.content();
  if (content === null || textFaults.length > 0) return { faults: textFaults };
  const parsed = schema.safeParse(content.value);
  if (parsed.success) return { value: parsed.data };
  return { faults: schemaFaults(parsed.error.issues, content.value).map((fault) => source.locate(fault)) };
}

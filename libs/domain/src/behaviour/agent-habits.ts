import type { CampaignFault } from '../cadence/parsing/fault.js';
import { schemaFaults } from '../cadence/parsing/schema-faults.js';
import { YamlSource } from '../cadence/parsing/yaml-source.js';
import { type AgentHabits, agentHabitsSchema, type AgentWay } from './agent-habits.schema.js';
import { drawDelay } from './delay.schema.js';
import type { Seed } from './debtor-behaviour.js';
import { seededRandom } from './seeded-random.js';

export type ParsedAgentHabits =
  { readonly habits: AgentHabits } | { readonly faults: readonly CampaignFault[] };

/** Reads how the demo's agents work; every fault is named at once with its line and column. */
export function parseAgentHabits(yamlText: string, fileName: string): ParsedAgentHabits {
  const source = new YamlSource(yamlText, fileName);
  const textFaults = source.textFaults();
  const content = source.content();
  if (content === null || textFaults.length > 0) return { faults: textFaults };
  const parsed = agentHabitsSchema.safeParse(content.value);
  if (parsed.success) return { habits: parsed.data };
  return { faults: schemaFaults(parsed.error.issues, content.value).map((fault) => source.locate(fault)) };
}

/** How an agent deals with an escalation: how long (business ms), and how it ends. The same one always the same. */
export function workThrough(
  habits: AgentHabits,
  seed: Seed,
  escalation: { readonly id: string; readonly reason: string },
): { readonly takesMs: number; readonly way: AgentWay } {
  const random = seededRandom(`${seed}|agent|${escalation.id}`);
  const takesMs = drawDelay(habits.takes, random);
  const ways =
    habits.outcomes.find(({ reasons }) => reasons?.includes(escalation.reason) ?? true)?.ways ?? [];
  let left = random() * ways.reduce((sum, { share }) => sum + share, 0);
  const way = ways.find(({ share }) => (left -= share) < 0) ?? ways.at(-1);
  if (way === undefined) throw new Error('habits without outcomes are refused when they are read');
  return { takesMs, way };
}

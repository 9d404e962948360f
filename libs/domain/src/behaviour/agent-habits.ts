import type { CampaignFault } from '../cadence/parsing/fault.js';
import { readYaml } from '../cadence/parsing/read-yaml.js';
import { type AgentHabits, agentHabitsSchema, type AgentWay } from './agent-habits.schema.js';
import { drawDelay } from './delay.schema.js';
import type { Seed } from './debtor-behaviour.js';
import { seededRandom } from './seeded-random.js';

export type ParsedAgentHabits =
  { readonly habits: AgentHabits } | { readonly faults: readonly CampaignFault[] };

/** Reads how the demo's agents work; every fault is named at once with its line and column. */
export function parseAgentHabits(yamlText: string, fileName: string): ParsedAgentHabits {
  const read = readYaml(yamlText, fileName, agentHabitsSchema);
  return 'faults' in read ? read : { habits: read.value };
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

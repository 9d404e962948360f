import { channels } from '../channel.js';
import { campaignSchema, type Campaign } from '../campaign.schema.js';
import { stepTypeOf } from '../steps/registry.js';
import type { KnownThings } from '../step-type.js';
import type { CampaignFault, PathFault } from './fault.js';
import { flowFaults } from './flow-faults.js';
import { messageFaults } from './message-faults.js';
import { field, outlineOf } from './outline.js';
import { schemaFaults } from './schema-faults.js';
import { invoiceFaults } from './invoice-faults.js';
import { stageFaults } from './stage-faults.js';
import { unwritableFaults, YamlSource } from './yaml-source.js';

/** What a campaign may refer to; what is left out is not checked. */
export type CampaignSurroundings = Partial<KnownThings>;

export type ParsedCampaign = { readonly campaign: Campaign } | { readonly faults: readonly CampaignFault[] };

/**
 * Reads a campaign file. Either the campaign is sound, or every fault is named at once with its line and column:
 * of the YAML, of the schema, and of meaning (keys used twice, ways that lead nowhere, days going backwards,
 * templates, policy packs, channels and destinations that do not exist, texts for another stage, texts that the packs
 * refuse).
 */
export function parseCampaign(
  yamlText: string,
  fileName: string,
  surroundings: CampaignSurroundings = {},
): ParsedCampaign {
  const source = new YamlSource(yamlText, fileName);
  const textFaults = source.textFaults();
  const content = source.content();
  if (content === null) return { faults: textFaults };
  if (content.value === null) return { faults: [source.locate({ path: [], message: 'the file is empty' })] };

  const parsed = campaignSchema.safeParse(content.value);
  const known: KnownThings = {
    ...surroundings,
    channels: surroundings.channels ?? new Set<string>(channels),
  };
  const pathFaults = [
    ...(parsed.success ? [] : schemaFaults(parsed.error.issues, content.value)),
    ...unwritableFaults(content.value),
    ...meaningFaults(content.value, known),
    ...(parsed.success ? messageFaults(parsed.data, known) : []),
  ];
  const faults = [...textFaults, ...pathFaults.map((fault) => source.locate(fault))];
  if (parsed.success && faults.length === 0) return { campaign: parsed.data };
  return { faults: faults.sort((a, b) => a.line - b.line || a.column - b.column) };
}

function meaningFaults(content: unknown, known: KnownThings): PathFault[] {
  const outline = outlineOf(content);
  const beyond = field(field(content, 'lateEntry'), 'beyond');
  const ofSteps = outline.flatMap(({ step, index, whole }) => {
    if (step === null) return [];
    // What is said of a step as a whole may be so for what was left out of it.
    const faults = stepTypeOf(step)
      .faults(step, known)
      .filter(({ path }) => whole || path.length > 0);
    return faults.map(({ path, message }) => ({ path: ['steps', index, ...path], message }));
  });
  const ofFlow = flowFaults(outline, typeof beyond === 'string' ? beyond : null);
  const ofStages = stageFaults(outline, known.templateFamilies);
  const ofInvoices = invoiceFaults(
    outline,
    field(field(content, 'audience'), 'kind'),
    known.templateFamilies,
  );
  const ofPolicies = policyFaults(field(content, 'policies'), known.policyPacks);
  return [...ofPolicies, ...ofSteps, ...ofStages, ...ofInvoices, ...ofFlow];
}

function policyFaults(policies: unknown, packs: ReadonlySet<string> | undefined): PathFault[] {
  if (!Array.isArray(policies) || packs === undefined) return [];
  return policies.flatMap((pack: unknown, index) => {
    if (typeof pack !== 'string' || packs.has(pack)) return [];
    const message = `unknown policy pack "${pack}"; known: ${[...packs].sort().join(', ')}`;
    return [{ path: ['policies', index], message }];
  });
}

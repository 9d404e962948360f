import type { Campaign } from './campaign.schema.js';

/** How one version of a campaign differs from another. */
export interface CampaignChange {
  /** A field of the campaign (`audience`), or a step by its key. */
  readonly what: { readonly field: string } | { readonly step: string };
  readonly change: 'added' | 'removed' | 'changed';
  /** Fields of a changed step. */
  readonly fields: readonly string[];
}

/** What is different in `after`, fields first, then steps in the order of their places. */
export function compareCampaigns(before: Campaign, after: Campaign): readonly CampaignChange[] {
  return [...fieldChanges(before, after), ...stepChanges(before, after)];
}

function fieldChanges(before: Campaign, after: Campaign): CampaignChange[] {
  const { steps: _old, ...one } = before;
  const { steps: _new, ...other } = after;
  return changedFields(one, other).map((field) => ({
    what: { field },
    change: !(field in one) ? 'added' : !(field in other) ? 'removed' : 'changed',
    fields: [],
  }));
}

function stepChanges(before: Campaign, after: Campaign): CampaignChange[] {
  const old = new Map(before.steps.map((step) => [step.key, step]));
  const kept = new Set(after.steps.map(({ key }) => key));
  const removed = before.steps
    .filter(({ key }) => !kept.has(key))
    .map(({ key }): CampaignChange => ({ what: { step: key }, change: 'removed', fields: [] }));
  const others = after.steps.flatMap((step): CampaignChange[] => {
    const was = old.get(step.key);
    if (was === undefined) return [{ what: { step: step.key }, change: 'added', fields: [] }];
    const fields = changedFields(was, step);
    return fields.length === 0 ? [] : [{ what: { step: step.key }, change: 'changed', fields }];
  });
  return [...removed, ...others];
}

function changedFields(one: object, other: object): string[] {
  const before = one as Readonly<Record<string, unknown>>;
  const after = other as Readonly<Record<string, unknown>>;
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
}

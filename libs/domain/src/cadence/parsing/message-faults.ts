import type { Campaign } from '../campaign.schema.js';
import { stepTypeOf } from '../steps/registry.js';
import type { KnownThings, StepBase } from '../step-type.js';
import type { PathFault } from './fault.js';

/** Families whose words are not what the campaign's policy packs ask for; of channels that they are not written for, other faults tell. */
export function messageFaults(
  { policies, steps, lateEntry }: Campaign,
  { judgeMessage: judge, templateFamilies }: Pick<KnownThings, 'judgeMessage' | 'templateFamilies'>,
): PathFault[] {
  if (judge === undefined) return [];
  const firsts = firstSends(steps, lateEntry?.beyond);
  return steps.flatMap((step, index) => {
    if (step.type !== 'send') return [];
    const first = firsts.has(index);
    const channels = step.channels?.map(({ channel }) => channel) ?? (step.channel ? [step.channel] : []);
    const faultsOf = (family: string, path: readonly (string | number)[]): PathFault[] =>
      channels
        .filter((channel) => templateFamilies?.get(family)?.channels.includes(channel) !== false)
        .flatMap((channel) => judge({ family, channel, first }, policies))
        .map((message) => ({ path: ['steps', index, ...path], message }));
    const own = step.variants?.every(({ template }) => template !== undefined)
      ? []
      : faultsOf(step.template, ['template']);
    const ofVariants = (step.variants ?? []).flatMap(({ template }, place) =>
      template === undefined ? [] : faultsOf(template, ['variants', place, 'template']),
    );
    return [...own, ...ofVariants];
  });
}

/**
 * Positions of the sends that a case can come to before any other. One with a day of its own may be passed by, since cases
 * that enter late skip what is over: behind it the next one can be first as well.
 */
function firstSends(steps: readonly StepBase[], beyond: string | undefined): ReadonlySet<number> {
  const positions = new Map(steps.map(({ key }, index) => [key, index]));
  const seen = new Set<number>();
  const firsts = new Set<number>();
  const open = [0, positions.get(beyond ?? '') ?? 0];
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    const step = steps[index];
    if (step === undefined || seen.has(index)) continue;
    seen.add(index);
    const type = stepTypeOf(step);
    if (step.type === 'send') {
      firsts.add(index);
      if (type.moment(step) === undefined) continue;
    }
    if (type.fallsThrough(step)) open.push(index + 1);
    for (const { key } of type.targets(step)) open.push(positions.get(key) ?? index);
  }
  return firsts;
}

import { stepTypeOf } from '../steps/registry.js';
import type { StepTarget } from '../step-type.js';
import type { PathFault } from './fault.js';
import type { OutlineStep } from './outline.js';

/** Faults of the way that cases take: names used twice, ways that lead nowhere, back or never to an end. */
export function flowFaults(outline: readonly OutlineStep[], beyond: string | null): PathFault[] {
  if (outline.length === 0) return [];
  const positions = firstPositions(outline);
  const beyondTargets = beyond === null ? [] : [{ path: ['lateEntry', 'beyond'], key: beyond }];
  return [
    ...duplicateKeys(outline, positions),
    ...beyondTargets.flatMap((target) => unknownTarget(target, positions)),
    ...outline.flatMap((entry) => targetFaults(entry, positions)),
    ...unreachable(outline, positions, beyond),
    ...missingEnd(outline),
    ...momentsGoingBack(outline, positions),
  ];
}

function firstPositions(outline: readonly OutlineStep[]): ReadonlyMap<string, number> {
  const positions = new Map<string, number>();
  for (const { key, index } of outline) if (key !== null && !positions.has(key)) positions.set(key, index);
  return positions;
}

function duplicateKeys(outline: readonly OutlineStep[], positions: ReadonlyMap<string, number>): PathFault[] {
  return outline
    .filter(({ key, index }) => key !== null && positions.get(key) !== index)
    .map(({ key, index }) => ({
      path: ['steps', index, 'key'],
      message: `"${key}" is already the key of step ${(positions.get(key ?? '') ?? 0) + 1}`,
    }));
}

function targetsOf({ step, ways }: OutlineStep): readonly StepTarget[] {
  return step === null ? ways : stepTypeOf(step).targets(step);
}

function unknownTarget(target: StepTarget, positions: ReadonlyMap<string, number>): PathFault[] {
  return positions.has(target.key)
    ? []
    : [{ path: target.path, message: `there is no step "${target.key}"` }];
}

/** Ways lead forward only: that is what makes every cadence end. */
function targetFaults(entry: OutlineStep, positions: ReadonlyMap<string, number>): PathFault[] {
  return targetsOf(entry).flatMap((target) => {
    const path = ['steps', entry.index, ...target.path];
    const position = positions.get(target.key);
    if (position === undefined) return unknownTarget({ path, key: target.key }, positions);
    if (position > entry.index) return [];
    return [{ path, message: `leads back to "${target.key}"; a cadence only leads forward` }];
  });
}

function unreachable(
  outline: readonly OutlineStep[],
  positions: ReadonlyMap<string, number>,
  beyond: string | null,
): PathFault[] {
  // A step that was not understood may lead anywhere: nothing is called unreachable on its account.
  if (outline.some(({ step }) => step === null)) return [];
  const reached = new Set<number>();
  const open = [0, ...(beyond === null ? [] : [positions.get(beyond) ?? 0])];
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    const entry = outline[index];
    if (entry === undefined || entry.step === null || reached.has(index)) continue;
    reached.add(index);
    if (stepTypeOf(entry.step).fallsThrough(entry.step)) open.push(index + 1);
    for (const { key } of targetsOf(entry)) open.push(positions.get(key) ?? index);
  }
  return outline
    .filter(({ index }) => !reached.has(index))
    .map(({ index, key }) => ({ path: ['steps', index], message: `nothing leads to "${key}"` }));
}

function missingEnd(outline: readonly OutlineStep[]): PathFault[] {
  const last = outline.at(-1);
  if (last?.step == null || !stepTypeOf(last.step).fallsThrough(last.step)) return [];
  const message = `"${last.key}" is the last step but no end; close the campaign with a step of type end`;
  return [{ path: ['steps', last.index], message }];
}

interface Reached {
  readonly dpd: number;
  readonly time: string;
  readonly key: string | null;
}

/** Along every way that a case can take, days go forward; ways beside one another have days of their own. */
function momentsGoingBack(
  outline: readonly OutlineStep[],
  positions: ReadonlyMap<string, number>,
): PathFault[] {
  const faults: PathFault[] = [];
  const before = new Map<number, Reached>();
  for (const entry of outline) {
    const { step, index, key } = entry;
    const moment = step === null ? undefined : stepTypeOf(step).moment(step);
    const passed = before.get(index);
    let latest = passed;
    if (moment !== undefined) {
      const here = { dpd: moment.dpd, time: moment.time, key };
      if (passed !== undefined && isEarlier(here, passed)) {
        const message = `day ${here.dpd} at ${here.time} is before "${passed.key}" above it (day ${passed.dpd} at ${passed.time})`;
        faults.push({ path: ['steps', index, 'at'], message });
      } else {
        latest = here;
      }
    }
    if (latest === undefined) continue;
    for (const next of waysFrom(entry, positions)) {
      const known = before.get(next);
      if (known === undefined || isEarlier(known, latest)) before.set(next, latest);
    }
  }
  return faults;
}

function isEarlier(one: Reached, other: Reached): boolean {
  return one.dpd < other.dpd || (one.dpd === other.dpd && one.time < other.time);
}

/** Where a step can lead; one that was not understood is taken to lead on. */
function waysFrom(entry: OutlineStep, positions: ReadonlyMap<string, number>): number[] {
  const { step, index } = entry;
  if (step === null) return [index + 1];
  const targets = targetsOf(entry).flatMap(({ key }) => positions.get(key) ?? []);
  return stepTypeOf(step).fallsThrough(step) ? [index + 1, ...targets] : targets;
}

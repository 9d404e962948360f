import { stageOfDpd, stageRank, type Stage } from '../stage.js';
import { stepTypeOf } from '../steps/registry.js';
import type { KnownThings } from '../step-type.js';
import type { PathFault } from './fault.js';
import { field, type OutlineStep } from './outline.js';

/** Texts that are not true of a case on the day of their step, and so would never be sent. */
export function stageFaults(
  outline: readonly OutlineStep[],
  families: KnownThings['templateFamilies'],
): PathFault[] {
  const raised = new Set<Stage>();
  return outline.flatMap(({ step, index }) => {
    if (step === null) return [];
    const type = stepTypeOf(step);
    const dpd = type.moment(step)?.dpd;
    const template = field(step, 'template');
    const stages = typeof template === 'string' ? (families?.get(template)?.stages ?? []) : [];
    const possible = dpd === undefined ? null : possibleStages(dpd, raised);
    // Only once its message was sent: the words are true of the stage before.
    const raises = type.raisesStage(step);
    if (raises !== undefined) raised.add(raises);
    if (possible === null || stages.length === 0 || stages.some((stage) => possible.includes(stage)))
      return [];
    const message = `"${String(template)}" is written for ${stages.join(', ')}; on day ${dpd} a case is ${possible.join(' or ')}`;
    return [{ path: ['steps', index, 'template'], message }];
  });
}

/** By its age, or by what an earlier step may have raised it to. */
function possibleStages(dpd: number, raised: ReadonlySet<Stage>): Stage[] {
  const implied = stageOfDpd(dpd);
  return [implied, ...[...raised].filter((stage) => stageRank(stage) > stageRank(implied))];
}

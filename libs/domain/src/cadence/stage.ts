/** Stages of a case, from the mildest to the most serious; a case only moves forward through them. */
export const stages = [
  'pre_due',
  'early',
  'mid',
  'late',
  'pre_legal',
  'legal',
  'enforcement',
  'closed',
] as const;

export type Stage = (typeof stages)[number];

const ranks = new Map<Stage, number>(stages.map((stage, rank) => [stage, rank]));

/** Position of a stage in the order above; a higher rank is a more serious stage. */
export function stageRank(stage: Stage): number {
  return ranks.get(stage) ?? 0;
}

export function laterStage(a: Stage, b: Stage): Stage {
  return stageRank(b) > stageRank(a) ? b : a;
}

/**
 * The stage that the age of a debt alone implies. `late` has no upper end: what follows it (pre_legal and
 * on) is entered by a demand or by a person, never by the passing of days.
 */
export function stageOfDpd(dpd: number): Stage {
  if (dpd <= 0) return 'pre_due';
  if (dpd <= 30) return 'early';
  if (dpd <= 60) return 'mid';
  return 'late';
}

/** The stage that a case is in: the recorded one, or the one that the age of the debt implies when that is later. */
export function stageOf(recorded: Stage | null, dpd: number): Stage {
  const implied = stageOfDpd(dpd);
  return recorded === null ? implied : laterStage(recorded, implied);
}

import type { Stage } from '../cadence/stage.js';

/** How a message sounds. Firmer never means threatening: the facts are the same in each. */
export const tones = ['friendly', 'neutral', 'firm', 'formal'] as const;

export type Tone = (typeof tones)[number];

const toneOfStage: Readonly<Record<Stage, Tone>> = {
  pre_due: 'friendly',
  early: 'friendly',
  mid: 'neutral',
  late: 'firm',
  pre_legal: 'formal',
  legal: 'formal',
  enforcement: 'formal',
  closed: 'neutral',
};

/** The tone of a stage, unless the step asks for one. */
export function chooseTone(stage: Stage, asked?: Tone | null): Tone {
  return asked ?? toneOfStage[stage];
}

import { z } from 'zod';
import { stageRank } from '../stage.js';
import { momentSchema, stageSchema } from '../schema-parts.js';
import { defineStep, nextStep, stepBase } from '../step-type.js';

const schema = z
  .strictObject({
    type: z.literal('set-stage'),
    ...stepBase,
    ...nextStep,
    at: momentSchema.optional(),
    stage: stageSchema
      .exclude(['closed'])
      .describe('Stage of the case from here on; one that is later already stays. Stages only go forward.'),
  })
  .describe('Records that the case has come to a stage.');

export const setStageStep = defineStep({
  schema,
  moment: (step) => step.at,
  fallsThrough: () => true,
  raisesStage: (step) => step.stage,
  compile: (step, flow) => ({
    run: ({ stage }) => ({
      does: 'pass',
      to: flow.following,
      ...(stageRank(step.stage) > stageRank(stage) && {
        effect: { kind: 'setStage', stage: step.stage } as const,
      }),
    }),
  }),
});

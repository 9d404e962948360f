import { z } from 'zod';
import { handOffStatuses } from '#contracts';
import { codeParam, pageParams } from '../http/requests.schema.js';

const keyParam = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'is no key of a destination')
  .describe('Key of a destination, such as law-firm.');

export const handOffsQuery = z.object({
  status: z.enum([...handOffStatuses, 'all']).default('waiting'),
  to: keyParam.optional(),
  ref: z.string().trim().min(1).optional().describe("The creditor's case number, in full."),
  ...pageParams,
});
export type HandOffsQuery = z.infer<typeof handOffsQuery>;

export const refuseHandOffRequest = z.strictObject({ reason: codeParam });
export type RefuseHandOffRequest = z.infer<typeof refuseHandOffRequest>;

export const exportRequest = z.strictObject({ to: keyParam });
export type ExportRequest = z.infer<typeof exportRequest>;

export const exportAnswer = z.object({
  batch: z
    .int()
    .nullable()
    .describe('Number of the file, to be read at /api/hand-off-exports/<number>; null: nothing is to go.'),
  cases: z.int(),
});
export type ExportAnswer = z.infer<typeof exportAnswer>;

export const batchParam = z.coerce.number('is no number of a file').int().min(1).max(2_147_483_647);

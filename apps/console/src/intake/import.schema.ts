import { z } from 'zod';
import { caseFields, invoiceFields, parseMapping, paymentFields } from '#casework';
import { isCurrency } from '#domain';
import { flagParam } from '../http/requests.schema.js';

export const fileName = z
  .string()
  .regex(/^[\w .()-]{1,200}$/, 'is not a plain file name')
  .optional()
  .describe('What the report calls the file.');

/** `map=field=column`, as often as needed, for columns of another name. */
export function mapParam<Field extends string>(fields: readonly Field[]) {
  return z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((given, context) => {
      const parsed = parseMapping(given === undefined ? [] : [given].flat(), fields);
      if ('mapping' in parsed) return parsed.mapping;
      context.addIssue({ code: 'custom', message: parsed.fault });
      return z.NEVER;
    })
    .describe(`field=column, once or more: the file's own name of a column. Fields: ${fields.join(', ')}.`);
}

export const importQuery = z.object({
  portfolio: z.string().optional().describe('Reference of the portfolio of rows that name none.'),
  creditor: z.string().optional().describe('Tells portfolios of one reference apart.'),
  dryRun: flagParam.default(false).describe('Tell what would happen, and write nothing.'),
  map: mapParam(caseFields),
  fileName,
});
export type ImportQuery = z.infer<typeof importQuery>;

export const paymentsQuery = z.object({
  creditor: z.string().optional().describe('Of a file: reference of the creditor of rows that name none.'),
  dryRun: flagParam.default(false).describe('Of a file: tell what would happen, and write nothing.'),
  map: mapParam(paymentFields),
  fileName,
});
export type PaymentsQuery = z.infer<typeof paymentsQuery>;

export const invoicesQuery = z.object({
  creditor: z.string().optional().describe('Reference of the creditor of rows that name none.'),
  dryRun: flagParam.default(false).describe('Tell what would happen, and write nothing.'),
  map: mapParam(invoiceFields),
  fileName,
});
export type InvoicesQuery = z.infer<typeof invoicesQuery>;

export const rowFault = z.object({
  line: z.int(),
  column: z.string().nullable(),
  value: z.string().nullable(),
  reason: z.string(),
  remedy: z.string(),
});

export const importAnswer = z.object({
  runId: z.uuid(),
  dryRun: z.boolean(),
  counts: z.object({
    rows: z.int(),
    created: z.int(),
    updated: z.int(),
    unchanged: z.int(),
    queued: z.int(),
    refused: z.int(),
  }),
  faults: z.array(rowFault).describe('Rows that were refused: the first thousand faults.'),
  queued: z
    .array(z.object({ line: z.int(), ref: z.string(), faults: z.array(z.string()) }))
    .describe('Rows whose cases wait for a person.'),
  frozen: z
    .int()
    .describe('Rows of which more interest or costs were not taken, because a breathing space is in force.'),
  ignoredColumns: z.array(z.string()),
});

export const paymentFileAnswer = z.object({
  runId: z.uuid(),
  dryRun: z.boolean(),
  counts: z.object({
    rows: z.int(),
    recorded: z.int(),
    repeated: z.int(),
    refused: z.int(),
    flagged: z.int(),
    paidOff: z.int(),
  }),
  faults: z.array(rowFault),
  flagged: z.array(z.object({ line: z.int(), reference: z.string(), fault: z.string() })),
  ignoredColumns: z.array(z.string()),
});

const payment = z
  .strictObject({
    reference: z
      .string()
      .min(1)
      .max(200)
      .describe('Unique for the creditor: the same twice is recorded once.'),
    caseRef: z.string().min(1).optional().describe("The creditor's case number."),
    caseId: z.uuid().optional(),
    amountMinor: z.int().positive(),
    currency: z.string().refine(isCurrency, 'is not a currency that Dunlin knows'),
    paidOn: z.iso.date(),
  })
  .refine((given) => (given.caseRef === undefined) !== (given.caseId === undefined), {
    path: ['caseRef'],
    message: 'name the case by caseRef or by caseId, by one of the two',
  });

export const paymentsRequest = z.strictObject({
  creditor: z.string().min(1).describe('Reference of the creditor.'),
  payments: z.array(payment).min(1).max(5_000),
});

export const paymentsAnswer = z.object({
  recorded: z.int(),
  repeated: z.int().describe('Known before by their reference.'),
  paidOff: z.int().describe('Cases with nothing left to pay.'),
  cancelled: z.int().describe('Messages in flight that the payments cancelled.'),
  faults: z
    .array(z.object({ reference: z.string(), fault: z.string(), unallocatedMinor: z.int() }))
    .describe('Payments that wait for a person, in whole or in part.'),
});

export const placeRequest = z.union([
  z.strictObject({ ref: z.string().min(1).describe("The creditor's case number.") }),
  z.strictObject({ id: z.uuid().describe('Id of the case.') }),
]);
export type PlaceRequest = z.infer<typeof placeRequest>;

export const placeAnswer = z.object({
  paidOff: z.boolean(),
  cancelled: z.int().describe('Messages in flight that the payment cancelled.'),
  fault: z.string().nullable().describe('Why a person has to look again.'),
  unallocatedMinor: z.int(),
});
export type PlaceAnswer = z.infer<typeof placeAnswer>;

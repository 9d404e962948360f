import { z } from 'zod';
import { caseView } from '#contracts';
import { contactChannels, inconvenientTimeSchema, personStops } from '#domain';
import { codeParam, instantParam } from '../http/requests.schema.js';

export const holdRequest = z.strictObject({
  reason: codeParam,
  until: instantParam
    .nullable()
    .default(null)
    .describe('When it ends by itself; absent: when somebody lifts it.'),
  covers: z.enum(['case', 'person']).default('case').describe('"person" holds every case of the person.'),
});
export type HoldRequest = z.infer<typeof holdRequest>;

export const liftHoldRequest = z.union([
  z.strictObject({ id: z.uuid() }),
  z.strictObject({ reason: codeParam }),
]);
export type LiftHoldRequest = z.infer<typeof liftHoldRequest>;

export const stopRequest = z.strictObject({ stop: z.enum(personStops) });
export type StopRequest = z.infer<typeof stopRequest>;

export const refuseChannelRequest = z.strictObject({
  channel: z.enum(contactChannels).describe('sms and rcs are one: texts.'),
});
export type RefuseChannelRequest = z.infer<typeof refuseChannelRequest>;

export const inconvenientTimesRequest = z.strictObject({
  times: z
    .array(inconvenientTimeSchema)
    .max(50)
    .describe('All of them, by the person’s own clock; an empty list where there is none any more.'),
});
export type InconvenientTimesRequest = z.infer<typeof inconvenientTimesRequest>;

export const consentRequest = z.strictObject({
  contactPointId: z.uuid().describe('The number or e-mail address, as the case shows it.'),
  channel: z.enum(contactChannels).describe('sms and rcs are one: texts.'),
  said: z.enum(['given', 'withdrawn']),
  at: instantParam.optional().describe('When it was said; now when left out.'),
  source: codeParam.describe('Where it was said and can be proved: call, letter, web-form.'),
});
export type ConsentRequest = z.infer<typeof consentRequest>;
/** As imports name them: `attr:region` of a file is `region` here. */
const attributeName = z
  .string()
  .max(64)
  .regex(
    /^[a-z0-9]+(?:_[a-z0-9]+)*$/,
    'must be lower-case words joined by underscores, such as "risk_class"',
  );

const attributeValue = z
  .union([z.string().trim().min(1).max(200), z.number(), z.boolean()])
  .transform(String)
  .nullable();

export const attributesRequest = z.strictObject({
  attributes: z
    .record(attributeName, attributeValue)
    .refine((given) => Object.keys(given).length > 0, 'names no attribute')
    .refine((given) => Object.keys(given).length <= 100, 'names more than 100 attributes')
    .describe('Kept as text. Null takes one away; those not named stay.'),
});
export type AttributesRequest = z.infer<typeof attributesRequest>;

export const closeRequest = z.strictObject({ reason: codeParam });
export type CloseRequest = z.infer<typeof closeRequest>;

/** What an action on a case came to. */
export const actionAnswer = z.object({
  changed: z.boolean().describe('False when it was so already.'),
  cancelled: z.int().describe('Messages in flight that this cancelled.'),
  case: caseView,
});
export type ActionAnswer = z.infer<typeof actionAnswer>;

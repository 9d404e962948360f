import { z } from 'zod';
import { inconvenientTimeSchema } from '#domain';
import { planView, promiseView } from './agreement-view.schema.js';
import { timelineEntry } from './timeline.schema.js';
import { dateView, instantView, minorView, pageOf, type Page, type PageQuery } from './view-parts.schema.js';

/** A case as a line of a listing. */
export const caseLine = z.object({
  id: z.uuid(),
  ref: z.string(),
  creditor: z.string(),
  portfolio: z.string(),
  debtor: z.string(),
  status: z.enum(['verifying', 'open', 'closed']),
  stage: z.string().nullable(),
  balanceMinor: minorView,
  currency: z.string(),
  dueDate: dateView,
});
export type CaseLine = z.infer<typeof caseLine>;
export const casePage = pageOf(caseLine);

const reference = z.object({ ref: z.string(), name: z.string() });

const holdView = z.object({
  id: z.uuid(),
  reason: z.string(),
  covers: z.enum(['case', 'person']),
  placedBy: z.string(),
  placedAt: instantView,
  until: instantView.nullable().describe('When it ends by itself; null when somebody must lift it.'),
});

const contactPointView = z.object({
  id: z.uuid(),
  kind: z.enum(['phone', 'email']),
  value: z.string().nullable().describe('Null once the address is forgotten.'),
  person: z.string().nullable().describe('Contact person of a business.'),
  role: z.string().nullable().describe('What that person does there.'),
  status: z.string(),
  statusReason: z.string().nullable(),
  optedOut: z.array(z.string()).describe('Channels that this address is closed to.'),
  consents: z
    .array(
      z.object({
        channel: z.enum(['sms', 'email', 'voice']).describe('sms: texts, by RCS too.'),
        said: z.enum(['given', 'withdrawn']),
        at: instantView.nullable().describe('Null where a file gave it without a day.'),
        source: z.string().describe('Where it was said.'),
        by: z.string().describe('Who recorded it.'),
      }),
    )
    .describe('What was said about contacts on this address, by channel; nothing said is no consent.'),
});

const paymentView = z.object({
  id: z.uuid(),
  reference: z.string(),
  amountMinor: minorView,
  currency: z.string(),
  paidOn: dateView,
  source: z.string(),
  unallocatedMinor: minorView,
  fault: z.string().nullable(),
});

const invoiceView = z.object({
  number: z.string(),
  issuedDate: dateView.nullable(),
  dueDate: dateView,
  amountMinor: minorView,
  paidMinor: minorView,
  openMinor: minorView,
  daysPastDue: z.int().describe('Negative before the due date.'),
});

const enrolmentView = z.object({
  id: z.uuid(),
  campaign: z.string().describe('Key of the campaign.'),
  version: z.int(),
  entry: z.int().describe('Which of the case’s entries into the campaign it is, from 1.'),
  status: z.enum(['active', 'parked', 'ended']),
  enteredAt: instantView,
  dueAt: instantView.nullable().describe('When it is looked at next.'),
  endReason: z.string().nullable(),
});

/** Everything that is known of one case now. */
export const caseView = z.object({
  id: z.uuid(),
  ref: z.string(),
  title: z.string(),
  status: z.enum(['verifying', 'open', 'closed']),
  closedReason: z.string().nullable(),
  stage: z.string().nullable(),
  currency: z.string(),
  amounts: z.object({
    principalMinor: minorView,
    interestMinor: minorView,
    costsMinor: minorView,
    paidMinor: minorView,
  }),
  balanceMinor: minorView,
  dueDate: dateView,
  daysPastDue: z.int(),
  timeBarredOn: dateView.nullable(),
  verificationFaults: z.array(z.string()),
  creditor: reference,
  portfolio: reference,
  debtor: z.object({
    kind: z.enum(['consumer', 'business']),
    name: z.string(),
    language: z.string(),
    birthDate: dateView.nullable(),
    street: z.string().nullable(),
    postcode: z.string().nullable(),
    city: z.string().nullable(),
    country: z.string(),
  }),
  attributes: z.record(z.string(), z.string()).describe('What the creditor’s own systems say of the case.'),
  stops: z.array(z.string()).describe('Stops of the person: cease, deceased, represented, insolvent.'),
  refusedChannels: z
    .array(z.string())
    .describe(
      'Channels by which the person asked not to be contacted: sms (texts, by RCS too), email, voice.',
    ),
  inconvenientTimes: z
    .array(inconvenientTimeSchema)
    .describe('When the person asked not to be contacted, by their own clock.'),
  holds: z.array(holdView).describe('Active holds on the case or its person.'),
  contactPoints: z.array(contactPointView),
  invoices: z.array(invoiceView).describe('Of business cases, by due date.'),
  payments: z.array(paymentView),
  promises: z.array(promiseView).describe('The latest first.'),
  plans: z.array(planView).describe('Plans of instalments, the latest first.'),
  enrolments: z.array(enrolmentView),
  openEscalations: z.array(z.uuid()),
});
export type CaseView = z.infer<typeof caseView>;

export const timelineView = z.array(timelineEntry).describe('By time; the latest 2000 entries.');
export type TimelineEntry = z.infer<typeof timelineEntry>;

export interface CaseQuery extends PageQuery {
  ref?: string;
  /** References. */
  creditor?: string;
  portfolio?: string;
  status?: 'verifying' | 'open' | 'closed';
}

/** Cases as agents and managers read them. */
export abstract class CaseBook {
  /** In the order in which they came in. */
  abstract list(query: CaseQuery): Promise<Page<CaseLine>>;
  abstract read(id: string): Promise<CaseView | null>;
  /** Null when there is no such case. */
  abstract timeline(id: string): Promise<TimelineEntry[] | null>;
}

import { z } from 'zod';
import { instantView, minorView } from './view-parts.schema.js';

const count = z.int().min(0);

/** Where everything stands, as counts: nothing personal. */
export const overviewView = z.object({
  businessNow: instantView,
  cases: z.object({ verifying: count, open: count, closed: count, paid: count.describe('Of those closed.') }),
  enrolments: z.object({
    due: count,
    oldestDueMs: count.describe(
      'How long the oldest due enrolment has been due, in milliseconds of business time.',
    ),
    active: count,
    parked: count,
    ended: count,
  }),
  flights: z.object({
    moving: count.describe('On the way to their provider.'),
    deferred: count.describe('Waiting for a permitted moment.'),
    inDoubt: count.describe('Submitted, with no word yet whether they were accepted.'),
  }),
  messages: z.object({
    sent: count,
    delivered: count.describe(
      'Reported as delivered, and mails that the receiver’s server took and did not send back.',
    ),
    failed: count,
    bounced: count,
    refused: count,
    cancelled: count,
    unknown: count,
    clicked: count.describe('Whose link a person opened; scanners do not count.'),
  }),
  stopped: count.describe('Persons with a stop.'),
  optedOut: count.describe('Addresses that opted out of a channel.'),
  dataQueue: count,
  escalations: z.object({
    requested: count,
    assigned: count,
    claimed: count,
    resolved: count,
    overdue: count.describe('Of those not resolved, past their due time.'),
    passedOn: count.describe('Of those not resolved, taken from an agent who had not claimed them.'),
  }),
  payments: z.array(z.object({ currency: z.string(), amountMinor: minorView, count })),
});
export type OverviewView = z.infer<typeof overviewView>;

export abstract class OverviewBoard {
  abstract read(): Promise<OverviewView>;
}

import type { DoubtfulAttempt, LookUpResult } from '#contracts';
import { type Channel, twilioStatus } from '#domain';
import { failureOf } from '../receipts/failure-of.js';
import type { ReportedFact } from '../receipts/receipt-intake.js';

type Found = Extract<LookUpResult, { found: true }>;

/** The status that a look-up saw, as the callback would have told it, so that the two count once. */
export function statusFact(
  attempt: DoubtfulAttempt,
  found: Found,
  channel: Exclude<Channel, 'email'>,
): ReportedFact {
  const { shard, messageId, legNo } = attempt;
  const provider = `twilio-${channel}` as const;
  const status = twilioStatus(channel, found.status) ?? null;
  const errorCode = found.errorCode ?? null;
  return {
    shard,
    messageId,
    legNo,
    provider,
    channel,
    eventKey: `${found.providerRef}:${found.status}`,
    kind: found.status,
    status,
    errorCode,
    providerRef: found.providerRef,
    failure: failureOf(provider, status, errorCode),
  };
}

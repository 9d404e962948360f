import { type CallStatus, isNobody } from '#channels';
import { twilioStatus } from '#domain';
import { failureOf } from '../receipts/failure-of.js';
import type { ReportedFact } from '../receipts/receipt-intake.js';

type Leg = Pick<ReportedFact, 'shard' | 'messageId' | 'legNo'>;

/** What a call's status says of its leg: one that a machine took told nobody of the matter. */
export function factOfCall(leg: Leg, report: Omit<CallStatus, 'seconds'>): ReportedFact {
  const machine = report.status === 'completed' && isNobody(report.answeredBy);
  const kind = machine ? 'voicemail' : report.status;
  const status = machine ? 'voicemail' : (twilioStatus('voice', report.status) ?? null);
  return {
    ...leg,
    provider: 'twilio-voice',
    channel: 'voice',
    eventKey: `${report.sid}:${kind}`,
    kind,
    status,
    errorCode: report.errorCode,
    providerRef: report.sid,
    failure: failureOf('twilio-voice', status, report.errorCode),
  };
}

import { proofOf, smtpFailure, twilioFailure, type FailureMeaning, type LegStatus } from '#domain';

/** Who reports on legs; stored with each receipt. */
export type LegProvider = 'twilio-sms' | 'twilio-rcs' | 'twilio-voice' | 'smtp';

/** What a receipt's failure means; null when it proves none. */
export function failureOf(
  provider: LegProvider,
  status: LegStatus | null,
  code: string | null,
): FailureMeaning | null {
  if (status === null || proofOf(status) !== 'undelivered') return null;
  return provider === 'smtp' ? smtpFailure(0, code ?? '') : twilioFailure(code ?? '');
}

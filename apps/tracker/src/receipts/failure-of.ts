import { proofOf, smtpFailure, twilioFailure, type FailureMeaning, type LegStatus } from '#domain';

/** What a receipt's failure means; null when it proves none. */
export function failureOf(
  provider: 'twilio-sms' | 'twilio-voice' | 'smtp',
  status: LegStatus | null,
  code: string | null,
): FailureMeaning | null {
  if (status === null || proofOf(status) !== 'undelivered') return null;
  return provider === 'smtp' ? smtpFailure(0, code ?? '') : twilioFailure(code ?? '');
}

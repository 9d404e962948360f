import type { SubmissionResult } from '#contracts';

/** Twilio's names for a message begin so. */
const MESSAGE_SID = /^(SM|MM)[0-9a-zA-Z]{32}$/;

/** Twilio's answer to a message: taken over, or in doubt when it is no such answer. */
export function acceptedMessage({ sid, status }: { sid: unknown; status: string }): SubmissionResult {
  if (typeof sid !== 'string' || !MESSAGE_SID.test(sid))
    return { outcome: 'unknown', code: 'malformed-answer' };
  return { outcome: 'accepted', providerRef: sid, status };
}

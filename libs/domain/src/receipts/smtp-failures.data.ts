import { meaning, type FailureMeaning } from './failure-meaning.js';

/** Enhanced status codes (RFC 3463) by subject and detail, whatever their class. */
const BY_SUBJECT: Readonly<Record<string, FailureMeaning>> = {
  '1.0': meaning('address rejected', { invalidPoint: true, fallback: true }),
  '1.1': meaning('mailbox does not exist', { invalidPoint: true, fallback: true }),
  '1.2': meaning('domain does not exist', { invalidPoint: true, fallback: true }),
  '1.3': meaning('address is malformed', { invalidPoint: true, fallback: true }),
  '1.6': meaning('mailbox has moved', { invalidPoint: true, fallback: true }),
  '1.10': meaning('domain takes no mail', { invalidPoint: true, fallback: true }),
  '2.1': meaning('mailbox is disabled', { invalidPoint: true, fallback: true }),
  '2.2': meaning('mailbox is full', { fallback: true }),
  '2.3': meaning('message too large', {}),
  '3.4': meaning('message too large', {}),
  '4.1': meaning('no answer from host', { fallback: true }),
  '4.4': meaning('no route to host', { fallback: true }),
  '4.7': meaning('delivery expired', { fallback: true }),
  '7.1': meaning('delivery not authorised', { fallback: true }),
  '7.26': meaning('authentication (SPF, DKIM) failed', {}),
};

const PLAIN = meaning('refused by mail server', { fallback: true });

/** Basic reply codes that say more than their class, where no enhanced code came. */
const BY_REPLY: Readonly<Record<number, string>> = {
  550: '1.1',
  551: '1.6',
  552: '2.2',
  553: '1.3',
  556: '1.10',
};

const ENHANCED = /\b([245])\.(\d{1,3}\.\d{1,3})\b/;

/**
 * What an SMTP refusal or a bounce tells.
 * @param reply the three-digit reply code; 0 when only a delivery report gave an enhanced code
 * @param enhanced an enhanced status code, or a text that contains one, such as the server's answer
 * @param beforeData whether the refusal came before the final data, which proves that nothing was accepted (I1)
 */
export function smtpFailure(reply: number, enhanced = '', beforeData = false): FailureMeaning {
  const [, statusClass, subject] = ENHANCED.exec(enhanced) ?? [];
  const permanent = statusClass === undefined ? reply >= 500 : statusClass === '5';
  const known = BY_SUBJECT[subject ?? (permanent ? BY_REPLY[reply] : undefined) ?? ''] ?? PLAIN;
  return {
    ...known,
    permanent,
    // A passing refusal says nothing final about the address.
    invalidPoint: permanent && known.invalidPoint,
    retryable: !permanent,
    notAccepted: beforeData,
  };
}

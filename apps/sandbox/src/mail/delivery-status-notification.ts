import { randomUUID } from 'node:crypto';
import type { StoredMail } from '../inbox/stored-message.js';

const MTA = 'mx.sandbox.invalid';

/**
 * A bounce as a mail server writes it: multipart/report with a text for people, message/delivery-status for programs
 * (RFC 3464) and the headers of the mail that came back (RFC 6522).
 */
export function deliveryStatusNotification(
  mail: StoredMail,
  status: string,
  reason: string,
  at: Date,
): string {
  const boundary = `dsn-${randomUUID()}`;
  const date = at.toUTCString().replace('GMT', '+0000');
  const reply = `${status.startsWith('4') ? '452' : '550'} ${status} ${reason}`;
  return lines(
    'Return-Path: <>',
    `From: Mail Delivery System <MAILER-DAEMON@${MTA}>`,
    `To: ${mail.envelopeFrom}`,
    'Subject: Undelivered Mail Returned to Sender',
    `Date: ${date}`,
    `Message-ID: <${randomUUID()}@${MTA}>`,
    'Auto-Submitted: auto-replied',
    ...(mail.messageId ? [`In-Reply-To: ${mail.messageId}`] : []),
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=delivery-status; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    'Content-Type: text/plain; charset=us-ascii',
    '',
    `This is the mail system at ${MTA}.`,
    '',
    'Your message could not be delivered to one recipient:',
    '',
    `<${mail.address}>: ${reply}`,
    '',
    `--${boundary}`,
    'Content-Type: message/delivery-status',
    '',
    `Reporting-MTA: dns; ${MTA}`,
    ...(mail.envelopeId ? [`Original-Envelope-Id: ${mail.envelopeId}`] : []),
    `Arrival-Date: ${new Date(mail.machineAt).toUTCString().replace('GMT', '+0000')}`,
    '',
    `Final-Recipient: rfc822; ${mail.address}`,
    `Original-Recipient: rfc822; ${mail.address}`,
    'Action: failed',
    `Status: ${status}`,
    `Remote-MTA: dns; ${MTA}`,
    `Diagnostic-Code: smtp; ${reply}`,
    '',
    `--${boundary}`,
    'Content-Type: text/rfc822-headers',
    '',
    ...(mail.messageId ? [`Message-ID: ${mail.messageId}`] : []),
    `From: ${mail.counterpart}`,
    `To: ${mail.address}`,
    '',
    `--${boundary}--`,
    '',
  );
}

function lines(...all: string[]): string {
  return all.join('\r\n');
}

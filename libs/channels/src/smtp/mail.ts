import type { SendMailOptions } from 'nodemailer';
import type { Submission } from '#contracts';
import { readMailAddress } from './mail-address.js';
import { sevenBitHtml } from './seven-bit.js';
import { returnPath, type Verp } from './verp.js';

/** A leg as a mail: personal, so never logged. */
export function composeMail(submission: Submission, verp: Verp): SendMailOptions {
  const sender = readMailAddress(submission.from, submission.fromName);
  const token = verp.token(submission);
  return {
    from: { name: sender.name, address: sender.address },
    to: { name: '', address: submission.to },
    subject: submission.subject,
    text: submission.body,
    html: htmlPart(submission.html),
    messageId: `<${submission.attemptId}@${sender.domain}>`,
    envelope: { from: returnPath(token, sender.domain), to: submission.to },
    // Where the server can, it reports failures and delays under the same token, and returns headers only.
    dsn: {
      id: token,
      return: 'headers',
      notify: ['failure', 'delay'],
      recipient: `rfc822; ${submission.to}`,
    },
    ...(submission.unsubscribeUrl ? oneClick(submission.unsubscribeUrl) : {}),
    // Nobody's out-of-office is to answer it (RFC 3834).
    headers: {
      'Auto-Submitted': 'auto-generated',
      ...(submission.unsubscribeUrl ? { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } : {}),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** Encoded by nodemailer only where it must be. */
function htmlPart(html: string | undefined): SendMailOptions['html'] {
  const raw = html === undefined ? null : sevenBitHtml(html);
  return raw === null ? html : { raw };
}

/** RFC 8058. The nested list makes one header of all addresses; a flat one would make several. */
function oneClick(url: string): Pick<SendMailOptions, 'list'> {
  return { list: { unsubscribe: [[{ url, comment: '' }]] } };
}

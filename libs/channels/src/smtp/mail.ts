import type { SendMailOptions } from 'nodemailer';
import type { MimeNodeHeaderMap } from 'nodemailer/lib/mime-node';
import type { Submission } from '#contracts';
import { readMailAddress } from './mail-address.js';
import { writeMime } from './mime.js';
import { returnPath, type Verp } from './verp.js';

/** A leg as a mail: personal, so never logged. */
export function composeMail(submission: Submission, verp: Verp): SendMailOptions & { messageId: string } {
  const sender = readMailAddress(submission.from, submission.fromName);
  const token = verp.token(submission);
  const messageId = `<${submission.attemptId}@${sender.domain}>`;
  const headers: MimeNodeHeaderMap = {
    From: { name: sender.name, address: sender.address },
    To: { name: '', address: submission.to },
    Subject: submission.subject,
    'Message-ID': messageId,
    // Nobody's out-of-office is to answer it (RFC 3834).
    'Auto-Submitted': 'auto-generated',
    ...(submission.unsubscribeUrl ? oneClick(submission.unsubscribeUrl) : {}),
  };
  return {
    raw: writeMime(headers, { text: submission.body, html: submission.html }),
    messageId,
    envelope: { from: returnPath(token, sender.domain), to: submission.to },
    // Where the server can, it reports failures and delays under the same token, and returns headers only.
    dsn: {
      id: token,
      return: 'headers',
      notify: ['failure', 'delay'],
      recipient: `rfc822; ${submission.to}`,
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** RFC 8058. */
function oneClick(url: string): MimeNodeHeaderMap {
  return {
    'List-Unsubscribe': { value: `<${url}>`, prepared: true, foldLines: true },
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  };
}

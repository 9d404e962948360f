import type { Config, Submission } from '#contracts';
import { deepLinkToken } from '#domain';
import type { MessageToSend } from '#persistence';
import { addPicture, fillLinks } from '#templating';

/** What a submission takes from this installation. */
export interface SubmissionSettings {
  config: Config;
  linkKey: Buffer;
}

/** A leg with its links filled in, ready for a provider. */
export function toSubmission(
  message: MessageToSend,
  attemptId: string,
  settings: SubmissionSettings,
  limits: Pick<Submission, 'validitySeconds' | 'handOverBy'>,
): Submission {
  const { publicUrl, mailFrom, mail } = settings.config;
  const token = deepLinkToken(message.link_key_version, settings.linkKey, `${message.id}.${message.leg_no}`);
  const link = `${publicUrl}/p/${token}`;
  const links = { link, optOutLink: `${link}/stop`, unsubscribeLink: `${link}/unsubscribe` };
  const htmlOf = (html: string): string => {
    const filled = fillLinks(html, links);
    return mail?.tellsOpens === false
      ? filled
      : addPicture(filled, `${publicUrl}/webhooks/email/open/${token}.gif`);
  };
  return {
    shard: message.shard,
    messageId: message.id,
    legNo: message.leg_no,
    attemptId,
    to: message.point_value ?? '',
    from: senderOf(message, mailFrom),
    fromName: message.terms.creditor_name,
    subject: message.subject ?? undefined,
    // What is said in a call comes turn by turn; its leg holds the variables.
    body: message.channel === 'voice' ? '' : fillLinks(message.body, links),
    html: message.html === null ? undefined : htmlOf(message.html),
    ...(message.card !== null && { card: { version: message.template_version, values: message.card } }),
    link,
    unsubscribeUrl: links.unsubscribeLink,
    ...limits,
  };
}

/** Whom the message comes from. A creditor without a number to call from has no calls: the adapter refuses them. */
function senderOf({ channel, terms }: MessageToSend, mailFrom: string): string {
  switch (channel) {
    case 'email':
      return terms.mail_from ?? mailFrom;
    case 'rcs':
      return terms.rcs_sender ?? '';
    case 'voice':
      return terms.call_from ?? '';
    case 'sms':
      return terms.sms_sender ?? terms.creditor_name;
  }
}

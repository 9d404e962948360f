import PostalMime, { type Attachment, type Email } from 'postal-mime';
import type { BouncedLeg, Verp } from './verp.js';

/** What a mail server, or a mailbox provider, reports about a leg. */
export interface MailReport {
  leg: BouncedLeg;
  /** What happened: RFC 3464's actions, or a complaint by RFC 5965. */
  action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'complained';
  /** RFC 3463 status such as 5.1.1; null for complaints. */
  status: string | null;
}

const ACTIONS = new Set(['failed', 'delayed', 'delivered', 'relayed']);

/**
 * Reads a delivery status notification (RFC 3464) or a feedback report (RFC 5965). The leg is known by the VERP
 * token alone, wherever it stands: the address that the report was sent to, the original envelope id, or the
 * returned headers. Its signature makes the place irrelevant.
 *
 * @returns null when it is no report, or names no leg of ours
 */
export async function readMailReport(raw: Buffer, verp: Verp): Promise<MailReport | null> {
  const email = await PostalMime.parse(raw, { attachmentEncoding: 'utf8', forceRfc822Attachments: true });
  const leg = verp.find(raw.toString('latin1'));
  if (!leg) return null;
  const feedback = partOf(email, 'message/feedback-report');
  if (feedback !== undefined) return { leg, action: 'complained', status: null };
  const report = partOf(email, 'message/delivery-status');
  return report === undefined ? null : readDeliveryStatus(report, leg);
}

/** The first group of fields is about the message, each further one about a recipient; ours have one. */
function readDeliveryStatus(report: string, leg: BouncedLeg): MailReport | null {
  for (const group of report.split(/\r?\n[ \t]*\r?\n/)) {
    const fields = readFields(group);
    const action = fields.get('action')?.toLowerCase();
    if (action === undefined || !ACTIONS.has(action)) continue;
    return { leg, action: action as MailReport['action'], status: readStatus(fields) };
  }
  return null;
}

function readFields(group: string): Map<string, string> {
  const unfolded = group.replace(/\r?\n[ \t]+/g, ' ');
  const fields = new Map<string, string>();
  for (const line of unfolded.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) fields.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return fields;
}

/** The Status field; a server that gives none, or only x.0.0, may say more in its diagnostic. */
function readStatus(fields: Map<string, string>): string | null {
  const status = /\b[245]\.\d{1,3}\.\d{1,3}\b/;
  const field = status.exec(fields.get('status') ?? '')?.[0] ?? null;
  if (field !== null && !field.endsWith('.0.0')) return field;
  return status.exec(fields.get('diagnostic-code') ?? '')?.[0] ?? field;
}

function partOf(email: Email, mimeType: string): string | undefined {
  const part = email.attachments.find(
    (attachment: Attachment) => attachment.mimeType.toLowerCase() === mimeType,
  );
  if (!part) return undefined;
  return typeof part.content === 'string'
    ? part.content
    : Buffer.from(part.content as ArrayBuffer).toString('utf8');
}

import type { MailReport } from '#channels';
import { EMAIL_EVENTS } from '#domain';
import { failureOf } from '../receipts/failure-of.js';
import type { ReportedFact } from '../receipts/receipt-intake.js';

/** Our names for what RFC 3464 reports. */
const EVENTS: Readonly<Record<MailReport['action'], string>> = {
  failed: 'bounced',
  delayed: 'deferred',
  delivered: 'delivered',
  relayed: 'relayed',
  complained: 'complained',
};

/** A complaint is the recipient's wish to hear no more by mail. */
const COMPLAINT = {
  permanent: true,
  invalidPoint: false,
  suppress: true,
  retryable: false,
  fallback: false,
  notAccepted: false,
  description: 'reported as unwanted',
} as const;

/** What a report says about its leg. */
export function factOfReport({ leg, action, status: code }: MailReport): ReportedFact {
  const kind = EVENTS[action];
  const status = EMAIL_EVENTS[kind] ?? null;
  return {
    ...leg,
    provider: 'smtp',
    channel: 'email',
    eventKey: code === null ? kind : `${kind}:${code}`,
    kind,
    status,
    errorCode: code,
    providerRef: null,
    failure: action === 'complained' ? COMPLAINT : failureOf('smtp', status, code),
  };
}

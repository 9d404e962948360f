import { type ContactChannel, optOutChannel } from '#domain';
import type { Desk } from '../desk/desk.js';
import { onCase } from '../desk/on-case.js';
import { Records } from '../desk/records.js';
import {
  type AlreadyDone,
  type Invalid,
  type NotFound,
  alreadyDone,
  invalid,
  notFound,
} from '../desk/results.js';

export interface RecordConsent {
  caseId: string;
  /** A point of the case's debtor. */
  contactPointId: string;
  /** Texts are one channel, by SMS or RCS. */
  channel: ContactChannel;
  said: 'given' | 'withdrawn';
  /** When it was said, business instant; now when absent. */
  at?: number;
  /** Where it was said: what proves it is there. */
  source: string;
  actor: string;
}

export type RecordConsentResult = { kind: 'ok' } | AlreadyDone | NotFound | Invalid;

/**
 * Records what the person said about being contacted on an address by a channel. Giving is to one creditor, and counts
 * for this address of theirs alone; what is taken back is taken back for the address, whoever the creditor is, at once
 * (I6): the person is locked, and whatever is sent afterwards reads it. The later of two sayings stands.
 */
export async function recordConsent(desk: Desk, command: RecordConsent): Promise<RecordConsentResult> {
  const now = desk.clock.now();
  const { said, source, actor, at = now } = command;
  const channel = optOutChannel(command.channel);
  if (at > now) return invalid('consent-in-the-future');
  return onCase(desk, command.caseId, async (tx, record) => {
    const point = await tx.point(command.contactPointId);
    if (point === null || point.debtorId !== record.debtorId) return notFound;
    if ((channel === 'email') !== (point.kind === 'email')) return invalid('channel-of-another-address');
    const changed = await tx.recordConsents(point.id, { [channel]: { said, at, source, by: actor } });
    if (changed.length === 0) return alreadyDone;
    const records = new Records(actor, now);
    if (said === 'given') {
      records.event(record, 'contact_point.consent_given', { channel });
    } else {
      const open = await tx.openCases();
      const told = open.some((each) => each.id === record.id) ? open : [record, ...open];
      for (const each of told) records.event(each, 'contact_point.consent_withdrawn', { channel });
    }
    for (const id of changed)
      records.audited(`address.consent-${said}`, 'contact_point', id, { channel, case: record.id });
    await tx.record(records);
    return { kind: 'ok' };
  });
}

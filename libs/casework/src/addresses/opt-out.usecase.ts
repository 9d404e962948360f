import type {
  Address,
  AddressQuery,
  CaseRecord,
  CaseworkTransaction,
  PlannedMessage,
  PointRecord,
} from '#contracts';
import { type ContactChannel, optOutChannel } from '#domain';
import { businessId } from '../desk/business-id.js';
import type { Desk } from '../desk/desk.js';
import { Records } from '../desk/records.js';
import { type AlreadyDone, type NotFound, alreadyDone } from '../desk/results.js';
import { onAddress } from './on-address.js';

export interface OptOut {
  address: AddressQuery;
  /** The channel that somebody does not want to be reached by at this address; texts are one, SMS or RCS. */
  channel: ContactChannel;
  actor: string;
  /** The message that was answered, or whose link was used. */
  messageId?: string | null;
  /** Cases that the answer is about, where nothing else names them. */
  caseIds?: readonly string[];
  /**
   * Whether to confirm by SMS. Leave it out where the provider has confirmed already, as Twilio does when it
   * recognises the word itself.
   */
  confirm: boolean;
}

export type OptOutResult =
  | { kind: 'ok'; cancelled: number; confirmed: boolean }
  /** The address is on no record; it is blocked for those to come all the same. */
  | { kind: 'blockedUnknown' }
  | AlreadyDone
  | NotFound;

/**
 * Blocks one channel of one address at once, for every debtor on record under it and for imports to come. By SMS it
 * is confirmed with one message; nothing else is ever sent about it.
 */
export async function optOut(desk: Desk, command: OptOut): Promise<OptOutResult> {
  const at = desk.clock.now();
  const channel = optOutChannel(command.channel);
  return onAddress(desk, command.address, async (tx, address, points) => {
    const affected = points.filter((point) => !point.optedOut.includes(channel));
    if (points.length > 0 && affected.length === 0) return alreadyDone;
    await tx.optOut(address.valueHash, channel, at);
    const records = new Records(command.actor, at);
    const audited = points[0]?.id ?? 'unknown';
    records.audited('address.opt-out', 'contact_point', audited, { channel });
    if (points.length === 0) {
      await tx.record(records);
      return { kind: 'blockedUnknown' } as const;
    }
    const cancelled = await tx.cancelInFlight(
      { valueHash: address.valueHash, channel },
      `opted-out: ${channel}`,
    );
    const open = await tx.openCases();
    const told = command.messageId ?? null;
    for (const each of casesOf(open, affected)) {
      records.event(each, 'contact_point.opted_out', { channel }).wake(each.id, 'stopped');
    }
    const about = [...(command.caseIds ?? []), ...address.caseIds];
    const subject = subjectOf(about, affected, open);
    const personId = subject?.personId ?? affected[0]?.personId;
    // What a provider reports is no answer of the debtor's.
    if (personId !== undefined && !command.actor.startsWith('provider:')) {
      records.did(personId, subject?.id ?? null, 'opt_out', { channel, messageId: told });
    }
    const confirmation =
      command.confirm && channel === 'sms' ? confirm(tx, address, affected, subject, at) : null;
    if (confirmation !== null) await tx.planMessages([confirmation]);
    await tx.record(records);
    return { kind: 'ok', cancelled, confirmed: confirmation !== null } as const;
  });
}

/** Open cases of the debtors whose point this is: other creditors' cases have points of their own. */
function casesOf(open: readonly CaseRecord[], points: readonly PointRecord[]): CaseRecord[] {
  const debtors = new Set(points.map((point) => point.debtorId));
  return open.filter((each) => debtors.has(each.debtorId));
}

/** The case that the debtor answered about; without one, the first open case of the address. */
function subjectOf(
  about: readonly string[],
  points: readonly PointRecord[],
  open: CaseRecord[],
): CaseRecord | undefined {
  return open.find((each) => about.includes(each.id)) ?? casesOf(open, points)[0];
}

function confirm(
  tx: CaseworkTransaction,
  address: Address,
  points: readonly PointRecord[],
  subject: CaseRecord | undefined,
  at: number,
): PlannedMessage | null {
  if (subject === undefined) return null;
  const point =
    points.find((each) => each.id === address.contactPointId) ??
    points.find((each) => each.debtorId === subject.debtorId);
  const person = tx.persons.get(subject.personId);
  if (point === undefined || point.status !== 'active' || person === undefined) return null;
  return {
    id: businessId(at),
    shard: person.shard,
    personId: person.id,
    debtorId: subject.debtorId,
    creditorId: subject.creditorId,
    caseIds: [subject.id],
    purpose: 'requested',
    originKind: 'event',
    originKey: `opt-out:${point.id}`,
    family: 'opt-out-confirmation',
    channels: ['sms'],
    extra: { contactPointId: point.id },
    createdAt: at,
  };
}

import { optOutChannel } from '#domain';
import { businessId } from '../desk/business-id.js';
import type { Desk } from '../desk/desk.js';
import { onCase } from '../desk/on-case.js';
import { Records } from '../desk/records.js';
import { type Invalid, type NotFound, invalid, notFound } from '../desk/results.js';

export interface RequestLink {
  caseId: string;
  /** The number that the debtor asked from, and that the link goes to. */
  contactPointId: string;
  /** With the person, unique, such as `call:<message>.<leg>`: asked for twice, it is sent once. */
  origin: string;
  actor: string;
}

/** The message that carries the link; known to the caller so that it can be written at once. */
export type RequestLinkResult = { kind: 'ok'; shard: number; messageId: string } | NotFound | Invalid;

/**
 * The debtor asks for the link into the self-service flow by text message. It counts as no contact of ours. A number that
 * takes no texts, by the debtor's own wish or because it is none any more, gets none: the answer says so, since nothing
 * must be announced that the contact policy then refuses.
 */
export async function requestLink(desk: Desk, command: RequestLink): Promise<RequestLinkResult> {
  const at = desk.clock.now();
  const { contactPointId } = command;
  return onCase(desk, command.caseId, async (tx, record) => {
    if (record.status === 'closed') return invalid('case-closed');
    const point = await tx.point(contactPointId);
    if (point?.status !== 'active' || point.optedOut.includes(optOutChannel('sms')))
      return invalid('takes-no-texts');
    const person = tx.persons.get(record.personId);
    if (person === undefined) return notFound;
    const id = businessId(at);
    await tx.planMessages([
      {
        id,
        shard: person.shard,
        personId: person.id,
        debtorId: record.debtorId,
        creditorId: record.creditorId,
        caseIds: [record.id],
        purpose: 'requested',
        originKind: 'event',
        originKey: `link:${command.origin}`,
        family: 'link-requested',
        channels: ['sms'],
        extra: { contactPointId },
        createdAt: at,
      },
    ]);
    const { origin } = command;
    await tx.record(
      new Records(command.actor, at).audited('link.request', 'case', record.id, { message: id, origin }),
    );
    return { kind: 'ok', shard: person.shard, messageId: id };
  });
}

import type { AddressQuery } from '#contracts';
import type { Desk } from '../desk/desk.js';
import { Records } from '../desk/records.js';
import { type AlreadyDone, type NotFound, alreadyDone } from '../desk/results.js';
import { onAddress } from './on-address.js';

export interface WrongParty {
  address: AddressQuery;
  actor: string;
  channel: string | null;
  messageId?: string | null;
}

export type WrongPartyResult = { kind: 'ok'; cancelled: number } | AlreadyDone | NotFound;

/**
 * The address belongs to somebody else. It is forgotten at once, kept only as a suppressed keyed hash that each
 * import consults, and never used again. Nobody is told anything, so there is no message about it.
 */
export async function wrongParty(desk: Desk, command: WrongParty): Promise<WrongPartyResult> {
  const at = desk.clock.now();
  return onAddress(desk, command.address, async (tx, address, points) => {
    const known = points.filter((point) => point.status !== 'purged' && point.status !== 'suppressed');
    if (points.length > 0 && known.length === 0) return alreadyDone;
    const cancelled = await tx.cancelInFlight({ valueHash: address.valueHash, channel: '*' }, 'wrong-party');
    await tx.purge(address.valueHash, 'wrong-party', at);
    const records = new Records(command.actor, at);
    const debtors = new Set(known.map((point) => point.debtorId));
    for (const each of await tx.openCases()) {
      if (!debtors.has(each.debtorId)) continue;
      records.event(each, 'contact_point.purged', { reason: 'wrong-party' }).wake(each.id, 'stopped');
    }
    for (const { id, personId } of known) {
      records.did(personId, null, 'wrong_party', { channel: command.channel, messageId: command.messageId });
      records.audited('address.purge', 'contact_point', id, { reason: 'wrong-party' });
    }
    await tx.record(records);
    return { kind: 'ok', cancelled } as const;
  });
}

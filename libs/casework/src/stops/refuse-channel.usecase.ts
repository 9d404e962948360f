import { type OptOutChannel, optOutChannel, type ContactChannel } from '#domain';
import type { Desk } from '../desk/desk.js';
import { onCase } from '../desk/on-case.js';
import { type DebtorAct, Records } from '../desk/records.js';
import { type AlreadyDone, type NotFound, alreadyDone } from '../desk/results.js';

export interface RefuseChannel {
  caseId: string;
  /** Texts are one channel, by SMS or RCS. */
  channel: ContactChannel;
  actor: string;
  /** Set when the debtor said so themselves. */
  act?: DebtorAct;
}

export type RefuseChannelResult = { kind: 'ok'; channel: OptOutChannel } | AlreadyDone | NotFound;

/**
 * The person asks not to be contacted by a channel at all: on no address that is on record, whoever the creditor is, and
 * on none that comes later. Other channels stay open: what was planned goes by the next one that a step names. On an
 * address that a later file brings, the policy refuses the message instead.
 */
export async function refuseChannel(desk: Desk, command: RefuseChannel): Promise<RefuseChannelResult> {
  const at = desk.clock.now();
  const channel = optOutChannel(command.channel);
  return onCase(desk, command.caseId, async (tx, record) => {
    const refused = tx.persons.get(record.personId)?.refusedChannels ?? [];
    if (refused.includes(channel)) return alreadyDone;
    await tx.refuseChannel(record.personId, channel);
    const records = new Records(command.actor, at);
    const open = await tx.openCases();
    const told = open.some((each) => each.id === record.id) ? open : [record, ...open];
    for (const each of told) records.event(each, 'person.channel_refused', { channel });
    if (command.act !== undefined) records.did(record.personId, record.id, 'opt_out', command.act);
    await tx.record(
      records.audited('person.refuse-channel', 'person', record.personId, { channel, case: record.id }),
    );
    return { kind: 'ok', channel };
  });
}

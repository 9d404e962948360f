import type { CaseRecord, CaseworkTransaction, PlannedMessage } from '#contracts';
import { businessId } from '../desk/business-id.js';

/** A word to the debtor about what was agreed. */
export interface AgreedMessage {
  record: CaseRecord;
  /** With the person, unique: the same occasion is spoken of once. */
  originKey: string;
  family: 'promise-reminder' | 'promise-broken' | 'instalment-due' | 'instalment-missed';
  /** The hold of the agreement; it does not keep these words from leaving. */
  underHold: string;
  /** What the words are about. */
  about: { promiseId: string } | { planId: string; instalment: number };
}

const OTHER = { sms: 'email', email: 'sms' } as const;

/**
 * Plans messages by the channel that last reached each debtor, the other one as fallback. They ask for money, so they
 * are `collection`: hours, caps, stops and every other hold apply to them.
 */
export async function planAgreedMessages(
  tx: CaseworkTransaction,
  messages: readonly AgreedMessage[],
  at: number,
): Promise<void> {
  if (messages.length === 0) return;
  const caseIds = [...new Set(messages.map(({ record }) => record.id))];
  const routes = new Map((await tx.receiptRoutes(caseIds)).map((route) => [route.caseId, route]));
  const planned = messages.flatMap(({ record, originKey, family, underHold, about }): PlannedMessage[] => {
    const route = routes.get(record.id);
    if (route === undefined) return [];
    const { channel, contactPointId } = route;
    return [
      {
        id: businessId(at),
        shard: record.shard,
        personId: record.personId,
        debtorId: record.debtorId,
        creditorId: record.creditorId,
        caseIds: [record.id],
        purpose: 'collection',
        originKind: 'event',
        originKey,
        family,
        channels: [channel, OTHER[channel]],
        extra: { contactPointId, underHold, ...about },
        createdAt: at,
      },
    ];
  });
  if (planned.length > 0) await tx.planMessages(planned);
}

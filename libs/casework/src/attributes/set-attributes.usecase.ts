import type { Desk } from '../desk/desk.js';
import { onCase } from '../desk/on-case.js';
import { Records } from '../desk/records.js';
import { type AlreadyDone, type Invalid, type NotFound, alreadyDone, invalid } from '../desk/results.js';

export interface SetAttributes {
  caseId: string;
  /** The creditor's own words under its own names; null takes one away. Those not named stay. */
  attributes: Readonly<Record<string, string | null>>;
  actor: string;
}

export type SetAttributesResult = { kind: 'ok' } | AlreadyDone | Invalid | NotFound;

/**
 * Says of a case what campaigns may ask for. Campaigns look at it at once: it may enter one that it now fits, and leaves
 * one that it no longer does. What an attribute says may be personal: the record keeps the names of those that changed.
 */
export async function setAttributes(desk: Desk, command: SetAttributes): Promise<SetAttributesResult> {
  const at = desk.clock.now();
  return onCase(desk, command.caseId, async (tx, record) => {
    if (record.status === 'closed') return invalid('case-closed');
    if (!(await tx.setAttributes(record.id, command.attributes))) return alreadyDone;
    const names = Object.keys(command.attributes).sort();
    const records = new Records(command.actor, at)
      .event(record, 'case.changed', { changed: ['attributes'], attributes: names })
      .audited('case.attributes', 'case', record.id, { attributes: names });
    await tx.record(records.wake(record.id, 'case.changed'));
    return { kind: 'ok' } as const;
  });
}

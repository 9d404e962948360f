import { randomBytes } from 'node:crypto';
import type { CallOrder, StoredCall } from './stored-call.js';

/** A call that was just asked for. */
export function newCall(order: CallOrder, businessAt: number): Omit<StoredCall, 'sequence'> {
  const machineAt = Date.now();
  return {
    id: `CA${randomBytes(16).toString('hex')}`,
    channel: 'voice',
    direction: 'to-debtor',
    address: order.to,
    counterpart: order.from,
    parent: null,
    order,
    businessAt,
    machineAt,
    status: 'queued',
    updatedAt: machineAt,
    startedAt: null,
    endedAt: null,
    durationSeconds: null,
    answeredBy: null,
    holder: null,
    reported: 0,
    lines: [],
    read: false,
    deleted: false,
  };
}

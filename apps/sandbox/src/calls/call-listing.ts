import { type Listing, within } from '../twilio/listing.js';
import type { StoredCall } from './stored-call.js';

const DATES = ['StartTime', 'EndTime'] as const;

/** How calls are listed; one that waits to be dialled counts by the moment at which it was asked for. */
export const CALLS: Listing<StoredCall> = {
  token: 'PACA',
  filters: [
    'To',
    'From',
    'Status',
    'ParentCallSid',
    ...DATES.flatMap((date) => [date, `${date}<`, `${date}>`]),
  ],
  matching: (query) => {
    const { To: to, From: from, Status: status, ParentCallSid: parent } = query;
    const [startedWithin, endedWithin] = [within(query, 'StartTime'), within(query, 'EndTime')];
    return (call) =>
      (to === undefined || to === call.address) &&
      (from === undefined || from === call.counterpart) &&
      (!status || status === (call.status === 'initiated' ? 'queued' : call.status)) &&
      (!parent || parent === call.parent) &&
      startedWithin(call.startedAt ?? call.machineAt) &&
      endedWithin(call.endedAt);
  },
};

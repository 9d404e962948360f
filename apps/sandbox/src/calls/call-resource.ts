import { API_VERSION, rfc2822 } from '../twilio/message-resource.js';
import { isOver, type StoredCall } from './stored-call.js';

/** Twilio's price of a minute to a Polish mobile in USD, as the list price stood in 2025. */
const PRICE_PER_MINUTE = 0.0345;

const SUBRESOURCES = {
  notifications: 'Notifications',
  recordings: 'Recordings',
  payments: 'Payments',
  events: 'Events',
  siprec: 'Siprec',
  streams: 'Streams',
  transcriptions: 'Transcriptions',
  user_defined_message_subscriptions: 'UserDefinedMessageSubscriptions',
  user_defined_messages: 'UserDefinedMessages',
} as const;

/** A call as Twilio's API shows it: dates RFC 2822 in machine time, duration and price as strings. */
export function callResource(call: StoredCall, accountSid: string): Record<string, unknown> {
  const uri = `/${API_VERSION}/Accounts/${accountSid}/Calls/${call.id}`;
  const minutes = Math.ceil((call.durationSeconds ?? 0) / 60);
  return {
    account_sid: accountSid,
    answered_by: call.answeredBy,
    api_version: API_VERSION,
    caller_name: null,
    date_created: rfc2822(call.machineAt),
    date_updated: rfc2822(call.updatedAt),
    direction: directionOf(call),
    duration: call.status === 'completed' ? String(call.durationSeconds ?? 0) : null,
    end_time: rfc2822(call.endedAt),
    forwarded_from: null,
    from: call.counterpart,
    from_formatted: call.counterpart,
    group_sid: null,
    parent_call_sid: call.parent,
    phone_number_sid: null,
    price: isOver(call.status) ? (-PRICE_PER_MINUTE * minutes).toFixed(5) : null,
    price_unit: 'USD',
    queue_time: '0',
    sid: call.id,
    start_time: rfc2822(call.startedAt),
    // The resource knows no "initiated", which is an event alone.
    status: call.status === 'initiated' ? 'queued' : call.status,
    subresource_uris: Object.fromEntries(
      Object.entries(SUBRESOURCES).map(([name, path]) => [name, `${uri}/${path}.json`]),
    ),
    to: call.address,
    to_formatted: call.address,
    trunk_sid: null,
    uri: `${uri}.json`,
  };
}

export function directionOf({ parent }: StoredCall): 'outbound-api' | 'outbound-dial' {
  return parent === null ? 'outbound-api' : 'outbound-dial';
}

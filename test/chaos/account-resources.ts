import { type Booked, statusNow } from './account-book.js';

const ACCOUNT = 'AC00000000000000000000000000000000';
const VERSION = '2010-04-01';

/** Twilio's dates of its older API. */
function rfc2822(at: number): string {
  return new Date(at).toUTCString().replace('GMT', '+0000');
}

/** What comes with the failure of what has failed by now. */
function errorNow({ end, endsAt }: Booked): number | null {
  return endsAt <= Date.now() && end.errorCode !== undefined ? Number(end.errorCode) : null;
}

export function messageResource(booked: Booked): object {
  const uri = `/${VERSION}/Accounts/${ACCOUNT}/Messages/${booked.sid}`;
  const date = rfc2822(booked.at);
  return {
    account_sid: ACCOUNT,
    api_version: VERSION,
    body: booked.body ?? '',
    date_created: date,
    date_sent: date,
    date_updated: date,
    direction: booked.direction,
    error_code: errorNow(booked),
    error_message: null,
    from: booked.from,
    messaging_service_sid: null,
    num_media: '0',
    num_segments: '1',
    price: null,
    price_unit: 'USD',
    sid: booked.sid,
    status: statusNow(booked),
    subresource_uris: { media: `${uri}/Media.json` },
    to: booked.to,
    uri: `${uri}.json`,
  };
}

export function callResource(booked: Booked): object {
  const uri = `/${VERSION}/Accounts/${ACCOUNT}/Calls/${booked.sid}`;
  const status = statusNow(booked);
  const over = status === booked.end.status;
  const date = rfc2822(booked.at);
  return {
    account_sid: ACCOUNT,
    answered_by: over ? (booked.end.answeredBy ?? null) : null,
    api_version: VERSION,
    caller_name: null,
    date_created: date,
    date_updated: date,
    direction: booked.direction,
    duration: over ? '20' : null,
    end_time: over ? rfc2822(booked.endsAt) : null,
    forwarded_from: null,
    from: booked.from,
    from_formatted: booked.from,
    group_sid: null,
    parent_call_sid: null,
    phone_number_sid: null,
    price: null,
    price_unit: 'USD',
    queue_time: '0',
    sid: booked.sid,
    start_time: date,
    // The resource knows no "initiated", which is an event alone.
    status: status === 'initiated' ? 'queued' : status,
    subresource_uris: {},
    to: booked.to,
    to_formatted: booked.to,
    trunk_sid: null,
    uri: `${uri}.json`,
  };
}

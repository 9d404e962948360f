import { API_VERSION } from '../twilio/message-resource.js';
import { directionOf } from './call-resource.js';
import type { StoredCall } from './stored-call.js';

/** What every request of Twilio's about a call carries. */
export function callForm(call: StoredCall, accountSid: string): Record<string, string> {
  return {
    AccountSid: accountSid,
    ApiVersion: API_VERSION,
    CallSid: call.id,
    CallStatus: call.status,
    Called: call.address,
    Caller: call.counterpart,
    Direction: directionOf(call),
    From: call.counterpart,
    To: call.address,
    ...(call.parent === null ? {} : { ParentCallSid: call.parent }),
    // While it is found out in the background, the turns do not know it.
    ...(call.answeredBy === null || call.order.asyncAmd ? {} : { AnsweredBy: call.answeredBy }),
  };
}

/** A service that picks the sender itself; a name may begin with the same letters. */
const MESSAGING_SERVICE = /^MG[0-9a-f]{32}$/;

/** Whom a message comes from, as Twilio's parameters name it. */
export function senderParameters(from: string): { messagingServiceSid: string } | { from: string } {
  return MESSAGING_SERVICE.test(from) ? { messagingServiceSid: from } : { from };
}

/** Sender that a Messaging Service picks when the request names none: Twilio's own valid test number. */
export const POOL_SENDER = '+15005550006';

/** A number, long or short, can be answered; an alphanumeric sender cannot. */
export function canBeAnswered(sender: string): boolean {
  return /^\+?\d{3,15}$/.test(sender);
}

/** An alphanumeric sender: up to 11 letters, digits, spaces and a few marks, at least one letter. */
export function isAlphanumericSender(sender: string): boolean {
  return /^[A-Za-z0-9 &+_-]{1,11}$/.test(sender) && /[A-Za-z]/.test(sender);
}

/** Who an opt-out is meant for: Twilio keeps it per Messaging Service, else per sender number. */
export function optOutPair(sender: { messagingServiceSid: string | null; from: string }, to: string): string {
  return `${sender.messagingServiceSid ?? sender.from} ${to}`;
}

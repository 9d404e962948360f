import { type CaseStanding, END } from './case-standing.js';
import { addDays, addWorkingDays, firstOpen } from './local-time.js';

const GRACE_WORKING_DAYS = 2;
const REMINDED_DAYS_BEFORE = 2;
const AGENT_WORKING_DAYS_AFTER = 3;

/**
 * A promise to pay by a day: nothing but a reminder until it and its grace are over; then one notice, and an agent.
 * In the story nobody breaks one and pays later.
 * @param at when it is made
 */
export function tellPromise(standing: CaseStanding, at: string, by: string): void {
  const broken = `${addDays(addWorkingDays(by, GRACE_WORKING_DAYS), 1)} 00:00`;
  const escalated = `${addWorkingDays(broken.slice(0, 10), AGENT_WORKING_DAYS_AFTER)} 00:00`;
  const paidAt = standing.paysAt();
  standing.stop(at);
  standing.settle(at);
  agreed(standing, 'promise-reminder', `${addDays(by, -REMINDED_DAYS_BEFORE)} 10:00`, paidAt);
  agreed(standing, 'promise-broken', broken, paidAt);
  if (escalated < paidAt && escalated < END)
    standing.told.escalations.push({ reason: 'promise-broken', at: escalated });
}

/** By the way that reached a debtor of the story last: a consumer's phone, a business's mailbox. */
function agreed({ each, told }: CaseStanding, family: string, due: string, paidAt: string): void {
  const at = firstOpen(each.kind, due);
  const channel = each.kind === 'consumer' ? 'sms' : 'email';
  const to = channel === 'sms' ? each.phone : each.email;
  if (to !== null && at < paidAt && at < END) told.contacts.push({ step: family, channel, to, at });
}

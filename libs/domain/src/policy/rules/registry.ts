import type { ContactRule } from '../contact-rule.js';
import { campaignPauseRule } from './campaign-pause.rule.js';
import { caseClosedRule } from './case-closed.rule.js';
import { consentRule } from './consent.rule.js';
import { contactHoursRule } from './contact-hours.rule.js';
import { contactPointRule } from './contact-point.rule.js';
import { conversationPauseRule } from './conversation-pause.rule.js';
import { frequencyCapRule } from './frequency-cap.rule.js';
import { holdRule } from './hold.rule.js';
import { inconvenientTimesRule } from './inconvenient-times.rule.js';
import { optOutRule } from './opt-out.rule.js';
import { partyKnownRule } from './party-known.rule.js';
import { paymentPauseRule } from './payment-pause.rule.js';
import { personStopRule } from './person-stop.rule.js';
import { refusedChannelRule } from './refused-channel.rule.js';
import { settledBalanceRule } from './settled-balance.rule.js';
import { stageLimitRule } from './stage-limit.rule.js';
import { timeBarredRule } from './time-barred.rule.js';
import { zoneKnownRule } from './zone-known.rule.js';

/** Every contact rule there is; a new one is a file beside this and a line here. */
export const contactRules: readonly ContactRule[] = [
  erase(personStopRule),
  erase(optOutRule),
  erase(refusedChannelRule),
  erase(consentRule),
  erase(contactPointRule),
  erase(caseClosedRule),
  erase(stageLimitRule),
  erase(settledBalanceRule),
  erase(holdRule),
  erase(partyKnownRule),
  erase(timeBarredRule),
  erase(zoneKnownRule),
  erase(campaignPauseRule),
  erase(paymentPauseRule),
  erase(frequencyCapRule),
  erase(conversationPauseRule),
  erase(contactHoursRule),
  erase(inconvenientTimesRule),
];

/** Rules that speak of a channel alone: what they refuse may go by another. */
export const channelRules: ReadonlySet<string> = new Set([refusedChannelRule.id, consentRule.id]);

/** Forgets the type of a rule's parameters; its own schema checks them again whenever it compiles. */
function erase<Parameters>(rule: ContactRule<Parameters>): ContactRule {
  return {
    id: rule.id,
    version: rule.version,
    meaning: rule.meaning,
    parameters: rule.parameters,
    compile: (parameters) => rule.compile(rule.parameters.parse(parameters)),
  };
}

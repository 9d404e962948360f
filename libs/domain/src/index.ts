// calendar: zones, holidays and business days as integers
export {
  DAY_MS,
  HOUR_MS,
  MINUTE_MS,
  civilDateOf,
  isoDateOf,
  parseIsoDate,
  requireIsoDate,
  weekdayOf,
} from './calendar/civil-date.js';
export { CompiledCalendar } from './calendar/calendar.js';
export type { Calendar, CalendarPreparation, HolidayLookup } from './calendar/calendar.js';
export { hasSingleZone, zonesOfCountry } from './calendar/country-zones.js';
export { isBusinessDay, addBusinessDaysToInstant } from './calendar/business-days.js';
export { instantOfLocal } from './calendar/local-time.js';
export { localDay, localMinute, offsetAt } from './calendar/zone-table.js';
export type { ZoneTable } from './calendar/zone-table.js';

// policy: whether, when and how a person may be contacted
export {
  CONTACT_HISTORY_MS,
  contactChannels,
  contactPointStatuses,
  contactPurposes,
  personStops,
  requestKinds,
} from './policy/contact-facts.js';
export type {
  ContactChannel,
  ContactFacts,
  ContactPointStatus,
  ContactPurpose,
  CountedContact,
  PartyKind,
  PersonStop,
  RequestKind,
} from './policy/contact-facts.js';
export type {
  ContactDecision,
  DecisionOutcome,
  ResolvedCount,
  ResolvedFacts,
  ResolvedZone,
  RuleReference,
  StoredDecision,
} from './policy/contact-decision.js';
export {
  checkPolicyPacks,
  compilePolicy,
  InvalidPolicyError,
  policyFaults,
} from './policy/compile-policy.js';
export type { CompilePolicyOptions } from './policy/compile-policy.js';
export type { CompiledPolicy } from './policy/compiled-policy.js';
export type { PolicyFault } from './policy/policy-faults.js';
export { policyPackSchema, type PackRule, type PolicyPack } from './policy/policy-pack.js';
export { inconvenientTimeSchema, leaveTime, type InconvenientTime } from './policy/inconvenient-time.js';
export type { MessageLint, MessagePlace, MessageRule } from './policy/message-rule.js';
export type { MessageJudge, MessageUse } from './cadence/message-judge.js';
export { packsOf } from './policy/packs-of.js';
export { decideContact, type DecidedFacts, strictestOf } from './policy/decide-contact.js';
export { campaignPauseRule } from './policy/rules/campaign-pause.rule.js';
export { channelRules, contactRules } from './policy/rules/registry.js';
export type { ContactRule } from './policy/contact-rule.js';
export { questionJsonSchema } from './policy/what-if/question.schema.js';
export { WhatIf, type Answer, type FaultyQuestion } from './policy/what-if/answer-question.js';
export { refuseUnknownPolicy } from './policy/policy-unknown.js';
export { replayDecision, storeDecision, type Replay } from './policy/replay-decision.js';
export { canonicalJson } from './policy/canonical-json.js';
export { archivedMark, chainSeal, decisionLeaf, FIRST_SEAL, merkleRoot } from './policy/sealing.js';
export type { SealedDecision, SealedSecond } from './policy/sealing.js';

// money: amounts, dates and counts as debtors read them, payments as debts take them
export { isLanguage, languages } from './money/language.js';
export type { Language } from './money/language.js';
export { currencies, isCurrency } from './money/money.js';
export type { Currency, Money } from './money/money.js';
export { accountGroups } from './money/account-groups.js';
export { formatMoney } from './money/format-money.js';
export type { MoneyFormat } from './money/format-money.js';
export { parseAmount } from './money/parse-amount.js';
export type { AmountFault, ParsedAmount } from './money/parse-amount.js';
export { allocatePayment, debtComponents, DEFAULT_ALLOCATION_ORDER } from './money/allocate-payment.js';
export type { DebtAmounts, DebtComponent, PaymentAllocation } from './money/allocate-payment.js';
export { formatDate } from './money/format-date.js';
export type { DateForm } from './money/format-date.js';
export { counted, plural } from './money/plural.js';
export type { PluralForms } from './money/plural.js';
export { daysPastDue } from './money/days-past-due.js';
export { allocateToInvoices, openOf } from './money/invoices.js';
export type { InvoiceAmounts, PayableInvoice } from './money/invoices.js';
export { lateClaim } from './money/late-payment/late-claim.js';
export type { LateFigures, LateInvoice } from './money/late-payment/late-claim.js';
export type { LateDebtor, LateRates } from './money/late-payment/late-rates.js';
export { parseLateRates } from './money/late-payment/parse-late-rates.js';
export { reckon } from './money/late-payment/reckoning.js';
export type { InterestDebtor, InterestLine, Reckoning } from './money/late-payment/reckoning.js';
export { limitationOf } from './money/late-payment/limitation.js';
export type { Limitation } from './money/late-payment/limitation.js';
export { limitationClaims } from './money/late-payment/late-rates.schema.js';
export type { LimitationClaim } from './money/late-payment/late-rates.schema.js';
export type { Known } from './money/late-payment/known.js';

// agreements: what debtors promise, and the plans that creditors agree with them
export { agreementTermsSchema, termsInForce } from './agreements/agreement-terms.js';
export type { AgreementTerms, PlanTerms, PromiseTerms } from './agreements/agreement-terms.js';
export { loweredBy } from './agreements/lowered-debt.js';
export { paidBy } from './agreements/agreed-money.js';
export type { AgreedMoney, DatedAmount } from './agreements/agreed-money.js';
export { isMadeGood, judgePromise } from './promises/judge-promise.js';
export type { JudgedPromise, PromiseVerdict } from './promises/judge-promise.js';
export { takePromise } from './promises/take-promise.js';
export type { PromiseAsked, PromiseFacts, PromiseRefusal, PromiseTaken } from './promises/take-promise.js';
export { MOST_INSTALMENTS, scheduleFaults } from './plans/check-schedule.js';
export type { AgreedInstalment, ScheduleFault } from './plans/check-schedule.js';
export { planStanding } from './plans/plan-standing.js';
export type { InstalmentStanding, PlanStanding, RunningInstalment } from './plans/plan-standing.js';

// receipts: what the outside tells about a message
export { isLegStatus, legStatuses, proofOf, STATUS_ORDER } from './receipts/leg-status.js';
export type { DeliveryProof, LegStatus } from './receipts/leg-status.js';
export { foldReceipt, UNREPORTED } from './receipts/fold-receipt.js';
export type { FoldedLeg, LegState, StatusReceipt } from './receipts/fold-receipt.js';
export { foldMessage, isProvedUndelivered } from './receipts/fold-message.js';
export type { MessageDelivery } from './receipts/fold-message.js';
export type { FailureMeaning } from './receipts/failure-meaning.js';
export { TWILIO_FAILURES, twilioFailure } from './receipts/twilio-failures.data.js';
export { smtpFailure } from './receipts/smtp-failures.data.js';
export { EMAIL_EVENTS, twilioStatus } from './receipts/provider-events.data.js';
export { classifyReply } from './receipts/classify-reply.js';
export type { ReplyClass } from './receipts/classify-reply.js';

// fairness: whose turn it is
export { Turns } from './fairness/turns.js';

// identity: who is who, by keyed hashes
export { keyedHash } from './identity/keyed-hash.js';
export type { HashKey } from './identity/keyed-hash.js';
export { personKey, personKeyHex } from './identity/person-key.js';
export type { PersonIdentity } from './identity/person-key.js';
export { birthDateFromPesel, normaliseNip, normalisePesel } from './identity/polish-numbers.js';
export { shardOf, SHARDS } from './identity/shard.js';
export {
  deepLinkToken,
  isDeepLinkToken,
  LINK_KEY_VERSIONS,
  tokenHash,
  tokenKeyVersion,
} from './identity/deep-link-token.js';
export { contactHash, contactHashHex } from './identity/contact-hash.js';
export { optOutChannel } from './identity/opt-out-channel.js';
export type { OptOutChannel } from './identity/opt-out-channel.js';
export { normalisePhone } from './identity/normalise-phone.js';
export type { NormalisedPhone, PhoneFault, PhoneResult, PhoneType } from './identity/normalise-phone.js';
export { normaliseEmail } from './identity/normalise-email.js';
export type { EmailFault, EmailResult } from './identity/normalise-email.js';
export { deriveKey } from './identity/derive-key.js';
export type { KeyPurpose } from './identity/derive-key.js';

// cadence: campaigns as files, and the engine that says what comes next
export { advance } from './cadence/advance.js';
export { audienceAsksForHistory, audienceOf } from './cadence/audience.js';
export type { AudienceFacts } from './cadence/audience.js';
export { campaignCalendar, cadenceCalendarOf } from './cadence/cadence-calendar.js';
export type { CadenceCalendar } from './cadence/cadence-calendar.js';
export { campaignJsonSchema, campaignSchema } from './cadence/campaign.schema.js';
export type { Campaign } from './cadence/campaign.schema.js';
export type {
  CaseFacts,
  CaseHistory,
  LastMessage,
  PromiseState,
  MessageState,
  WaitableDate,
} from './cadence/case-facts.js';
export { channels } from './cadence/channel.js';
export type { Channel } from './cadence/channel.js';
export { isInPilot, judgePilot, pilotShare } from './cadence/pilot.js';
export type { PilotBreach, PilotCounts } from './cadence/pilot.js';
export { compareCampaigns } from './cadence/compare-campaigns.js';
export type { CampaignChange } from './cadence/compare-campaigns.js';
export { compileCampaign, sharesMessages } from './cadence/compile-campaign.js';
export type { CompiledCampaign, CompiledStep } from './cadence/compile-campaign.js';
export { firstContact } from './cadence/first-contact.js';
export { wakeAt } from './cadence/effects.js';
export type {
  Advance,
  ChannelLeg,
  Effect,
  EscalateEffect,
  EscalationPriority,
  MoveOn,
  Next,
  SendEffect,
  SkipReason,
  WantedContact,
} from './cadence/effects.js';
export { endsForGood, enterCampaign } from './cadence/enrolment-state.js';
export type { AwaitedEvent, EnrolmentState, Waiting } from './cadence/enrolment-state.js';
export { familySubjects, type FamilyTraits } from './cadence/step-type.js';
export { formatFault } from './cadence/parsing/fault.js';
export type { CampaignFault, PathFault } from './cadence/parsing/fault.js';
export { schemaFaults } from './cadence/parsing/schema-faults.js';
export { YamlSource } from './cadence/parsing/yaml-source.js';
export { parseCampaign } from './cadence/parsing/parse-campaign.js';
export type { CampaignSurroundings, ParsedCampaign } from './cadence/parsing/parse-campaign.js';
export { nextLegAt } from './cadence/next-leg.js';
export { laterStage, stageOf, stageOfDpd, stageRank, stages } from './cadence/stage.js';
export type { Stage } from './cadence/stage.js';
export type { CampaignStep } from './cadence/steps/registry.js';

// profile: how a debtor is written to, and what a template may write
export { chooseLanguage } from './profile/choose-language.js';
export { contactRoles } from './profile/contact-role.js';
export type { ContactRole } from './profile/contact-role.js';
export { chooseFormOfAddress } from './profile/form-of-address.js';
export type { FormOfAddress, GrammaticalGender } from './profile/form-of-address.js';
export { personalise } from './profile/personalise.js';
export type { DebtorProfile, Personalisation, PersonalisationWishes } from './profile/personalise.js';
export type {
  CaseVariables,
  CreditorVariables,
  DebtorVariables,
  InstalmentVariables,
  PromiseVariables,
  InvoiceVariables,
  LateVariables,
  TemplateVariables,
} from './profile/template-variables.js';
export { takesReplies } from './profile/takes-replies.js';
export { chooseTone, tones } from './profile/tone.js';
export type { Tone } from './profile/tone.js';

// behaviour: seeded debtors for the sandbox and the simulator
export type { BehaviourClass, BehaviourModel } from './behaviour/behaviour.schema.js';
export { debtorBehaviour, hasRcs, mailboxRefusal } from './behaviour/debtor-behaviour.js';
export type { MailboxRefusal, Seed } from './behaviour/debtor-behaviour.js';
export { answerCall, RINGS_OUT } from './behaviour/answer-call.js';
export type { CallAnswer, CallReaction, PlannedAnswer } from './behaviour/answer-call.js';
export { parseAgentHabits, workThrough } from './behaviour/agent-habits.js';
export type { ParsedAgentHabits } from './behaviour/agent-habits.js';
export type { AgentHabits, AgentWay } from './behaviour/agent-habits.schema.js';
export { parseBehaviour } from './behaviour/parse-behaviour.js';
export type { ParsedBehaviour } from './behaviour/parse-behaviour.js';
export { NOT_REACHABLE_BY_RCS, reactTo } from './behaviour/react-to.js';
export type { ContactMade, DebtorAct, PlannedAct } from './behaviour/react-to.js';
export { seededRandom, stableShare } from './behaviour/seeded-random.js';
export { indexSubjects, subjectOf } from './behaviour/subject-index.js';
export type { SubjectAddresses, SubjectIndex } from './behaviour/subject-index.js';

// simulation: a campaign on a virtual clock
export { ContactAuditor, parsePriceList, simulate, SimulationFigures } from './simulation/index.js';
export { formatHistory, parseHistory, RecordedContacts } from './simulation/index.js';
export type { HistoryHead, RecordedHistory, RecordedPerson } from './simulation/index.js';
export type { DayFigures, PriceList, SimulatedCase } from './simulation/index.js';
export type { SimulationReport, Violation } from './simulation/index.js';

// escalations: when they are handed out
export { RunSchedule } from './escalations/run-schedule.js';
export type { RunTimes } from './escalations/run-schedule.js';
export { RunSchedules } from './escalations/run-schedules.js';

// escalations: who gets what, in which order, and why
export { distribute, spread } from './escalations/hand-out/distribute.js';
export type { DistributeOptions } from './escalations/hand-out/distribute.js';
export { freeFor, isLeadLine, lineOf } from './escalations/hand-out/line.js';
export { roomOf } from './escalations/hand-out/room.js';
export { byRank, rank } from './escalations/hand-out/rank.js';
export type { RankedWork } from './escalations/hand-out/rank.js';
export { DEFAULT_PASSINGS, isForLead, raisedPriority, reasonToPass } from './escalations/hand-out/pass-on.js';
export type { AssignedWork, PassingReason } from './escalations/hand-out/pass-on.js';
export { waitReasons } from './escalations/hand-out/work-and-desks.js';
export type {
  AgentDesk,
  Distribution,
  HandOut,
  HandOutReason,
  WaitingWork,
  WaitReason,
} from './escalations/hand-out/work-and-desks.js';
export { expectedValue } from './escalations/expected-value.js';
export type { ExpectedValue } from './escalations/expected-value.js';

// escalations: when agents work
export {
  absenceSchema,
  OFFICE_HOURS,
  weekdays,
  workingHoursChangeSchema,
  workingHoursSchema,
  zoneSchema,
} from './escalations/working-hours.js';
export type { Absence, Weekday, WorkingHours } from './escalations/working-hours.js';
export { backFrom, spellFrom, worksFrom } from './escalations/working-time.js';
export type { WorkingTime, WorkSpell } from './escalations/working-time.js';

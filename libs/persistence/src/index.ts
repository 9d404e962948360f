export { Database, HotDatabase, TRANSACTION_TIMEOUT_MS } from './database.js';
export type { DatabaseOptions, Queryable } from './database.js';
export { DatabasePools } from './database-pools.js';
export { ENTITIES } from './entities/index.js';
export { MIGRATIONS, migrate, revert } from './migrate.js';
export { ANOTHER_SECRET, checkSecret, isFirstSecret } from './secret-check.js';
export { DecisionArchiver } from './partitions/archive-decisions.js';
export type { ArchivedMonth, ArchiveKeeper } from './partitions/archive-decisions.js';
export { monthOf } from './partitions/uuidv7-bounds.js';
export type { Month } from './partitions/uuidv7-bounds.js';
export { ensureMonthPartitions, MONTHS_PREPARED } from './partitions/month-partitions.js';
export type { EnsuredPartitions, MissingPartition } from './partitions/month-partitions.js';
export { PgClockStore } from './clock/pg-clock-store.js';
export { PersistenceModule } from './persistence.module.js';

export { businessNow } from './outreach/business-now.js';

// The way of a message: scheduler, personaliser, sender.
export { keepToSaid } from './outreach/said-cases.js';
export { besideEntering, comingEnrolments, coveringMessages, lockSharing } from './outreach/covered-cases.js';
export type { ComingEnrolment, CoveringMessage, SharedStep } from './outreach/covered-cases.js';
export { claimDueEnrolments, readPast } from './outreach/due-enrolments.js';
export type { DueEnrolment } from './outreach/due-enrolments.js';
export { planMessages, postponeEnrolments, storeAdvances } from './outreach/planned-work.js';
export { readWorkFigures, WORK_FIGURES } from './figures/work-figures.js';
export type { AdvancedEnrolment, PlannedMessage } from './outreach/planned-work.js';
export { foldWakeUps } from './outreach/wake-ups.js';
export {
  cancelDeferred,
  endPauses,
  forgetWords,
  holdPaused,
  releaseDeferred,
  toBatch,
} from './outreach/deferred-messages.js';
export type { MessageOrigin } from './outreach/deferred-messages.js';
export { requestEscalations, storeStages } from './outreach/escalation-requests.js';
export type { EscalationRequest } from './outreach/escalation-requests.js';
export { readCampaignVersion } from './outreach/campaign-versions.js';
export type { CampaignVersion } from './outreach/campaign-versions.js';
export { readMessagesToRender } from './outreach/messages-to-render.js';
export type { InvoiceOfMessage, MessageToRender, PointOfMessage } from './outreach/messages-to-render.js';
export { isForRoleAlone, readHadOriginal } from './outreach/had-original.js';
export { readAgreedWords, speaksOfAgreement } from './outreach/agreed-words.js';
export type { AgreedWords } from './outreach/agreed-words.js';
export { storeRenderedLegs } from './outreach/rendered-legs.js';
export { unpackHtml } from './outreach/packed-html.js';
export type { RenderedLeg } from './outreach/rendered-legs.js';
export { endMessages } from './outreach/settled-messages.js';
export type { EndedMessage } from './outreach/settled-messages.js';
export { lockAndReadMessages } from './outreach/messages-to-send.js';
export type { FreshMessages } from './outreach/messages-to-send.js';
export type { MessageExtra, MessageToSend } from './outreach/messages-to-send.js';
export { conversationsAmong } from './outreach/person-contacts.js';
export type { CountedContact } from './outreach/person-contacts.js';
export { deferMessages, storeVerdicts } from './outreach/committed-attempts.js';
export type {
  DecisionRecord,
  DeferredMessage,
  NewAttempt,
  PersonContacts,
} from './outreach/committed-attempts.js';
export {
  releaseAttempts,
  storeAccepted,
  storeUnknown,
  tellOfAcceptedMails,
} from './outreach/attempt-results.js';
export type { AttemptResult } from './outreach/attempt-results.js';
export { moveToNextLeg } from './outreach/next-leg.js';
export type { FailedLeg } from './outreach/next-leg.js';
export { readPolicy, storePolicy } from './outreach/policies.js';
export { PgCampaignStore } from './outreach/pg-campaign-store.js';

// The debtor's own pages.
export { PgDebtorNotes } from './portal/pg-debtor-notes.js';
export { PgPortalCases } from './portal/pg-portal-cases.js';
export { PgPortalIdentity } from './portal/pg-portal-identity.js';
export { PgPortalLinks } from './portal/pg-portal-links.js';
export { PgPortalPayments } from './portal/pg-portal-payments.js';
export { PgPortalSessions } from './portal/pg-portal-sessions.js';
export { publishAgreementTerms, readAgreementTerms } from './casework/agreement-terms-files.js';
export { PgCaseworkStore } from './casework/pg-casework-store.js';

export { PgCallStore } from './voice/pg-call-store.js';

// What comes back: receipts, replies, payments, doubts, seals.
export { PgContactFailures } from './tracking/pg-contact-failures.js';
export { PgPaymentSessions } from './tracking/pg-payment-sessions.js';
export { PgReceiptStore } from './tracking/pg-receipt-store.js';
export { PgReconciliationStore } from './tracking/pg-reconciliation-store.js';
export { PgReplyStore } from './tracking/pg-reply-store.js';
export { PgSealStore } from './tracking/pg-seal-store.js';

// Files in: cases, payments, creditors.
export { PgIntakeStore } from './intake/pg-intake-store.js';
export { fileSource, spoolUpload } from './intake/spool-upload.js';
export type { SpooledUpload } from './intake/spool-upload.js';

// The console, and the commands that look into the same books.
export { CONSOLE_PROVIDERS } from './console/console.providers.js';
export { PgCaseBook } from './console/pg-case-book.js';
export { PgAgentDigests } from './console/pg-agent-digests.js';
export { PgAgentRoster } from './console/pg-agent-roster.js';
export { PgDecisionBook } from './console/pg-decision-book.js';
export type { DecisionRow } from './console/pg-decision-book.js';
export { PgEscalationBook } from './console/pg-escalation-book.js';
export { PgEscalationRuns } from './console/pg-escalation-runs.js';
export { readHistory } from './history/read-history.js';
export { readPolicyPacks } from './console/policy-pack-files.js';
export { readCampaignSurroundings } from './console/campaign-surroundings.js';
export {
  anyRates,
  limitedIdentities,
  providerRate,
  storeConfiguredRates,
  takeTokens,
} from './outreach/sender-rates.js';
export type { LimitedIdentity } from './outreach/sender-rates.js';

// Cases that go to somebody outside, and mails to account managers.
export {
  lapseHandOffs,
  requestHandOffs,
  requestNotices,
  withdrawHandOffs,
} from './hand-offs/hand-off-requests.js';
export type { HandOffName, HandOffRequest, NoticeRequest } from './hand-offs/hand-off-requests.js';
export { readHandOffDestinations } from './hand-offs/destination-files.js';
export { PgHandOffBook } from './hand-offs/pg-hand-off-book.js';
export { PgHandOffOutbox } from './hand-offs/pg-hand-off-outbox.js';
export { PgOwnerNotices } from './hand-offs/pg-owner-notices.js';

// What `dunlin doctor` looks at.
export { isPooledByTransaction } from './diagnosis/pooler.js';
export { readCoveredQueues, readPortfolioGaps } from './diagnosis/portfolio-gaps.js';
export type { PortfolioGaps } from './diagnosis/portfolio-gaps.js';
export { readMissingPartitions, readSchemaFacts } from './diagnosis/schema-facts.js';
export type { SchemaFacts } from './diagnosis/schema-facts.js';
export { readServerFacts } from './diagnosis/server-facts.js';
export type { ServerFacts } from './diagnosis/server-facts.js';

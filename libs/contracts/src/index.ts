export { QUEUES, MAX_BATCH, messageBatchSchema, sliceBatch } from './queues.js';
export type { LegToSend, MessageBatch } from './queues.js';
export { MessageQueue } from './ports/message-queue.js';
export type { QueueLag } from './ports/message-queue.js';
export { BusinessClock, ClockStore } from './ports/business-clock.js';
export type { ClockMode, ClockRow } from './ports/business-clock.js';
export { Config } from './ports/config.js';
export type { SendingRate } from './ports/config.js';
export { ChannelAdapter } from './ports/channel-adapter.js';
export type { Submission, SubmissionResult, LookUpResult, LookUpQuery } from './ports/channel-adapter.js';
export { InternalMailer } from './ports/internal-mailer.js';
export type { InternalMail, InternalMailResult } from './ports/internal-mailer.js';
export { RichTemplateDesk } from './ports/rich-template.js';
export type { RichButton, RichContent, RichTemplate } from './ports/rich-template.js';
export type { CallAction, CallTurn } from './voice/call-turn.js';
export { SpokenWords } from './voice/spoken-words.js';
export type { Audience } from './voice/spoken-words.js';
export { voiceSettingsSchema } from './voice/voice-settings.schema.js';
export type { VoiceSettings } from './voice/voice-settings.schema.js';
export { CallStore } from './voice/call-store.js';
export type { CallBeforeTurn, CallName, KeptTurn, StoredTurn, WorkingPlace } from './voice/call-store.js';
export { PaymentProvider } from './ports/payment-provider.js';
export type {
  PaymentNotice,
  PaymentReading,
  PaymentRequest,
  PaymentSession,
} from './ports/payment-provider.js';
export { PortalLinks } from './portal/portal-link.js';
export type { AgentClass, PortalLink, PortalVisit, VisitKind } from './portal/portal-link.js';
export { PortalIdentity } from './portal/portal-identity.js';
export type { IdentityFacts, TryCounter, TryLimit, TryOutcome } from './portal/portal-identity.js';
export { PortalSessions } from './portal/portal-sessions.js';
export type { NewPortalSession, PortalSession } from './portal/portal-sessions.js';
export { PortalCases } from './portal/portal-case.js';
export type {
  CoveredCase,
  PortalCase,
  PortalCreditor,
  PortalHold,
  PortalInstalment,
  PortalMessage,
  PortalPayment,
  PortalPlan,
  PortalPromise,
} from './portal/portal-case.js';
export { PortalPayments } from './portal/portal-payments.js';
export type { NewPaymentSession, PortalPaymentSession } from './portal/portal-payments.js';
export { CaseworkStore } from './casework/casework-store.js';
export type {
  Address,
  AddressQuery,
  CaseRecords,
  CaseworkTransaction,
  EscalationDesk,
  LockOptions,
  PaymentDesk,
  StopScope,
} from './casework/casework-store.js';
export { caseEventKinds } from './casework/case-event.js';
export type {
  AuditEntry,
  CaseEvent,
  CaseEventKind,
  Interaction,
  WakeUp,
  WakeUpKind,
} from './casework/case-event.js';
export type {
  CaseRecord,
  CaseStatus,
  HoldRecord,
  LockedPerson,
  OpenAmounts,
  PlannedMessage,
  PointRecord,
  SaidConsent,
  SaidConsents,
} from './casework/case-record.js';
export type {
  AgreementDesk,
  CreditorCalendar,
  DueAgreement,
  InstalmentRecord,
  PlanRecord,
  PlanStatus,
  PromiseRecord,
  PromiseSource,
  PromiseStatus,
} from './casework/agreement.js';
export { escalationPriorities, handOutEnds, handOutWays } from './casework/escalation.js';
export type {
  HandOutOccasion,
  HandOutPortion,
  HandOutStore,
  HandOutTerms,
  HeadOfLine,
  LeavingDesk,
  LeftWaiting,
  UnclaimedWork,
} from './casework/hand-out.js';
export { INVOICES_DIFFER } from './casework/invoice-record.js';
export type { InvoiceDesk, InvoiceQuestion, InvoiceRecord } from './casework/invoice-record.js';
export type {
  AgentLoad,
  AgentOnRecord,
  AgentPresence,
  AgentRecord,
  Assignment,
  EscalationPriorityName,
  EscalationRecord,
  EscalationStatus,
  HandOutEnd,
  HandOutWay,
  NewEscalation,
  NewHandOut,
  PassedOn,
  WaitingEscalation,
} from './casework/escalation.js';
export { AgentDigests } from './casework/agent-digest.js';
export type {
  DigestContent,
  DigestLine,
  DigestName,
  DigestOutcome,
  DigestRecipient,
} from './casework/agent-digest.js';
export type {
  CasePayment,
  NewPayment,
  PaymentFault,
  PaymentInput,
  PaymentSource,
  ReceiptRoute,
  SettledPayment,
  RecordedPayment,
  WaitingPayment,
} from './casework/payment-record.js';
export { DebtorNotes } from './portal/debtor-notes.js';
export type { DebtorNote } from './portal/debtor-notes.js';
export { CampaignStore } from './campaigns/campaign-store.js';
export type {
  CampaignStanding,
  CandidateCase,
  CandidateQuery,
  LiveCampaign,
  PublishedVersion,
} from './campaigns/campaign-store.js';
export { ReceiptStore } from './tracking/receipt-store.js';
export type { LegName, ReceivedReceipt, RecordedReceipts } from './tracking/receipt-store.js';
export { ContactFailures } from './tracking/contact-failures.js';
export { ReplyStore } from './tracking/reply-store.js';
export type { InboundReply, StoredReply } from './tracking/reply-store.js';
export { PaymentSessions } from './tracking/payment-sessions.js';
export type { OpenedPayment } from './tracking/payment-sessions.js';
export { ReconciliationStore } from './tracking/reconciliation-store.js';
export type { DoubtfulAttempt, TakenFlights } from './tracking/reconciliation-store.js';
export { DecisionArchive, SealStore } from './tracking/seal-store.js';
export type { SealAudit, SealBreak, SealHead } from './tracking/seal-store.js';
export { AGE_TO_CHECK_DAYS, IntakeStore, caseKey, debtorKey } from './casework/intake.js';
export { verificationFaults } from './casework/verification-fault.js';
export type { VerificationFault } from './casework/verification-fault.js';
export type {
  AgentSetup,
  CreditorSetup,
  ImportRun,
  IntakeCase,
  IntakeDebtor,
  IntakeLookUp,
  IntakePoint,
  KnownCase,
  KnownDebtor,
  KnownFacts,
  KnownRecords,
  PortfolioRecord,
  PortfolioSetup,
} from './casework/intake.js';

// The console: what managers and agents read and write.
export { pageOf } from './console/view-parts.schema.js';
export type { Page, PageQuery } from './console/view-parts.schema.js';
export {
  EscalationBook,
  escalationPage,
  escalationStatuses,
  escalationStory,
  escalationView,
} from './console/escalation-view.schema.js';
export type {
  EscalationQuery,
  EscalationStory,
  EscalationView,
  HandOutView,
  NoteView,
} from './console/escalation-view.schema.js';
export { CallWords } from './console/call-words.js';
export type { KeptCall } from './console/call-words.js';
export { CaseBook, casePage, caseView, timelineView } from './console/case-view.schema.js';
export type { CaseLine, CaseQuery, CaseView, TimelineEntry } from './console/case-view.schema.js';
export {
  AgentRoster,
  agentChange,
  agentOfFile,
  agentProfile,
  agentView,
  USUAL_CAPACITY,
} from './console/agent-view.schema.js';
export type { AgentChange, AgentOfFile, AgentProfile, AgentView } from './console/agent-view.schema.js';
export { CampaignBook, campaignStory, campaignView } from './console/campaign-view.schema.js';
export type { CampaignStory, CampaignView } from './console/campaign-view.schema.js';
export { DataQueue, dataQueueItem, dataQueuePage } from './console/data-queue-view.schema.js';
export type { DataQueueItem, DataQueueQuery, DataQueueResolution } from './console/data-queue-view.schema.js';
export { OverviewBoard, overviewView } from './console/overview.schema.js';
export type { OverviewView } from './console/overview.schema.js';
export { WorkloadBoard, clockView, idleView } from './console/workload.schema.js';
export type { ClockView, IdleView, Workload } from './console/workload.schema.js';
export { EscalationRuns } from './console/escalation-runs.js';
export type { DrainableCreditor, EscalationRunTime, EscalationSchedule } from './console/escalation-runs.js';
export { asOfParam } from './console/as-of.schema.js';
export type { AsOf } from './console/as-of.schema.js';
export { DecisionBook, caseDecisionsView, explanationView } from './console/explanation.schema.js';
export type {
  CaseDecisionsView,
  DecidedMessage,
  DecisionView,
  ExplainedDecision,
  ExplanationView,
} from './console/explanation.schema.js';
export { PlainError } from './ports/plain-error.js';
export { HealthProbes } from './ports/health-probes.js';
export type { HealthCheck } from './ports/health-probes.js';
export { Stopping } from './ports/stopping.js';
export { Figures } from './ports/figures.js';
export type { FigureMeaning, Reading } from './ports/figures.js';
export { MessageWatch, stopwatch } from './ports/message-watch.js';
export type {
  DecidedLeg,
  PlannedLeg,
  ReceivedFact,
  SubmittedLeg,
  Took,
  WrittenLeg,
} from './ports/message-watch.js';

// Cases that go to somebody outside, and mails to those who look after an account
export { addressOf, HAND_OFF_SECRET, handOffDestinationSchema } from './hand-offs/destination.schema.js';
export type {
  HandOffDestination,
  LetterDestination,
  WebhookDestination,
} from './hand-offs/destination.schema.js';
export { LetterPress } from './hand-offs/letter.js';
export type {
  LetterFacts,
  LetterResult,
  LetterWords,
  PrintableLetter,
  PrintedLetters,
} from './hand-offs/letter.js';
export { handOffWebhookSchema } from './hand-offs/hand-off-document.schema.js';
export type { HandOffDebtor, HandOffFigures, HandOffWebhook } from './hand-offs/hand-off-document.schema.js';
export { HandOffOutbox, handOffStatuses, WebhookSender } from './hand-offs/hand-off.js';
export type {
  HandOffAddress,
  HandOffBatch,
  HandOffDecision,
  HandOffRecord,
  HandOffStatus,
  OutgoingHandOff,
  WebhookMessage,
  WebhookResult,
} from './hand-offs/hand-off.js';
export { HandOffBook, handOffPage, handOffView } from './hand-offs/hand-off-view.schema.js';
export type { HandOffQuery, HandOffView } from './hand-offs/hand-off-view.schema.js';
export { OwnerNotices } from './hand-offs/owner-notice.js';
export type { OwnerNotice, OwnerNoticeOutcome } from './hand-offs/owner-notice.js';

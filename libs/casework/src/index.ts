export { Desk } from './desk/desk.js';
export { businessId } from './desk/business-id.js';
export type { DebtorAct } from './desk/records.js';
export type { AlreadyDone, Invalid, NotFound } from './desk/results.js';

export { pay } from './payments/pay.usecase.js';
export type { Pay, PayResult } from './payments/pay.usecase.js';
export { placePayment } from './payments/place-payment.usecase.js';
export type { PlacePayment, PlacePaymentResult } from './payments/place-payment.usecase.js';
export { placePayments } from './payments/place-payments.usecase.js';
export { isDatedAhead } from './payments/dated-ahead.js';
export { recordPayments } from './payments/record-payments.usecase.js';
export type { PaymentsRecorded, RecordPayments } from './payments/record-payments.usecase.js';

export { placeHold } from './holds/place-hold.usecase.js';
export type { PlaceHold, PlaceHoldResult } from './holds/place-hold.usecase.js';
export { liftHold } from './holds/lift-hold.usecase.js';
export type { LiftHold, LiftHoldResult } from './holds/lift-hold.usecase.js';
export { holdReasons } from './holds/hold-reasons.js';

// Promises to pay, and plans of instalments
export { promiseToPay } from './promises/promise-to-pay.usecase.js';
export type { PromiseToPay, PromiseToPayResult } from './promises/promise-to-pay.usecase.js';
export { cancelPromise } from './promises/cancel-promise.usecase.js';
export type { CancelPromise, CancelPromiseResult } from './promises/cancel-promise.usecase.js';
export { agreePlan } from './plans/agree-plan.usecase.js';
export type { AgreePlan, AgreePlanResult } from './plans/agree-plan.usecase.js';
export { cancelPlan } from './plans/cancel-plan.usecase.js';
export type { CancelPlan, CancelPlanResult } from './plans/cancel-plan.usecase.js';
export { wordScheduleFault } from './plans/word-schedule-fault.js';
export { settleAgreements } from './agreements/settle-agreements.usecase.js';

export { optOut } from './addresses/opt-out.usecase.js';
export type { OptOut, OptOutResult } from './addresses/opt-out.usecase.js';
export { wrongParty } from './addresses/wrong-party.usecase.js';
export type { WrongParty, WrongPartyResult } from './addresses/wrong-party.usecase.js';

export { requestLink } from './requests/request-link.usecase.js';
export type { RequestLink, RequestLinkResult } from './requests/request-link.usecase.js';

export { previewLaunch } from './campaigns/preview-launch.usecase.js';
export type {
  LaunchPreview,
  PreviewLaunch,
  PreviewLaunchResult,
  StepStanding,
} from './campaigns/preview-launch.usecase.js';
export { cease } from './stops/cease.usecase.js';
export { recordConsent } from './addresses/record-consent.usecase.js';
export type { RecordConsent, RecordConsentResult } from './addresses/record-consent.usecase.js';
export { refuseChannel } from './stops/refuse-channel.usecase.js';
export type { RefuseChannel, RefuseChannelResult } from './stops/refuse-channel.usecase.js';
export { setInconvenientTimes } from './stops/set-inconvenient-times.usecase.js';
export type {
  SetInconvenientTimes,
  SetInconvenientTimesResult,
} from './stops/set-inconvenient-times.usecase.js';
export { reportDeceased } from './stops/report-deceased.usecase.js';
export { reportInsolvency } from './stops/report-insolvency.usecase.js';
export { represented } from './stops/represented.usecase.js';
export { dispute } from './stops/dispute.usecase.js';
export { reportHardship } from './stops/report-hardship.usecase.js';
export { liftStop } from './stops/lift-stop.usecase.js';
export type { LiftStop } from './stops/lift-stop.usecase.js';
export type { StopCommand, StopResult } from './stops/stop-person.js';

export { setAttributes } from './attributes/set-attributes.usecase.js';
export type { SetAttributes, SetAttributesResult } from './attributes/set-attributes.usecase.js';

export { closeCase } from './closing/close-case.usecase.js';
export type { CloseCase, CloseCaseResult } from './closing/close-case.usecase.js';

export { requestEscalation } from './escalations/request-escalation.usecase.js';
export type { RequestEscalation, RequestEscalationResult } from './escalations/request-escalation.usecase.js';
export { assignEscalations } from './escalations/assign-escalations.usecase.js';
export type { AssignEscalations, AssignEscalationsResult } from './escalations/assign-escalations.usecase.js';
export { drainEscalations } from './escalations/drain-escalations.usecase.js';
export type { DrainEscalations } from './escalations/drain-escalations.usecase.js';
export { returnEscalation } from './escalations/return-escalation.usecase.js';
export type { ReturnEscalation, ReturnEscalationResult } from './escalations/return-escalation.usecase.js';
export { passEscalation } from './escalations/pass-escalation.usecase.js';
export type { PassEscalation, PassEscalationResult } from './escalations/pass-escalation.usecase.js';
export { sendDigest } from './escalations/digest/send-digest.usecase.js';
export type { DigestDesk, SendDigestResult } from './escalations/digest/send-digest.usecase.js';
export { claimEscalation } from './escalations/claim-escalation.usecase.js';
export type { ClaimEscalation, ClaimEscalationResult } from './escalations/claim-escalation.usecase.js';
export { noteEscalation } from './escalations/note-escalation.usecase.js';
export type { NoteEscalation, NoteEscalationResult } from './escalations/note-escalation.usecase.js';
export { resolveEscalation } from './escalations/resolve-escalation.usecase.js';
export type {
  NextForCase,
  ResolveEscalation,
  ResolveEscalationResult,
} from './escalations/resolve-escalation.usecase.js';
export { deliverHandOffs } from './hand-offs/deliver-hand-offs.usecase.js';
export { exportHandOffs } from './hand-offs/export-hand-offs.usecase.js';
export type { ExportHandOffsResult } from './hand-offs/export-hand-offs.usecase.js';
export { isOfLetters, letterFiles } from './hand-offs/letter-files.js';
export { handOffCsv } from './hand-offs/hand-off-csv.js';
export { notifyOwners } from './hand-offs/notify-owners.usecase.js';
export { decideHandOff } from './hand-offs/decide-hand-off.usecase.js';
export type { DecideHandOff, DecideHandOffResult } from './hand-offs/decide-hand-off.usecase.js';
export { DEFAULT_QUEUE, DEFAULT_SLA_BUSINESS_DAYS } from './escalations/ask-for-agent.js';

export { launchCampaign } from './campaigns/launch-campaign.usecase.js';
export type { LaunchCampaign, LaunchCampaignResult } from './campaigns/launch-campaign.usecase.js';
export { CampaignUnreadableError, enrolCases } from './campaigns/enrol-cases.js';

// Intake: files of cases and payments, and the creditors that they belong to
export { IntakeDesk } from './intake/intake-desk.js';
export { importCases } from './intake/cases/import-cases.usecase.js';
export type { ImportCasesOptions } from './intake/cases/import-cases.usecase.js';
export { importPayments } from './intake/payments/import-payments.usecase.js';
export type {
  ImportPaymentsOptions,
  PaymentImportCounts,
  PaymentImportReport,
  PaymentImportResult,
} from './intake/payments/import-payments.usecase.js';
export { importPlans } from './intake/plans/import-plans.usecase.js';
export type {
  ImportPlansOptions,
  PlanImportCounts,
  PlanImportReport,
  PlanImportResult,
} from './intake/plans/import-plans.usecase.js';
export { planFields } from './intake/plans/plan-columns.js';
export type { PlanField } from './intake/plans/plan-columns.js';
export { upsertCreditors } from './intake/set-up/upsert-creditors.usecase.js';
export type {
  UpsertCreditorsOptions,
  UpsertCreditorsResult,
} from './intake/set-up/upsert-creditors.usecase.js';
export { creditorsFileSchema } from './intake/set-up/creditors.schema.js';
export type { CreditorsFile } from './intake/set-up/creditors.schema.js';
export { LISTED_FAULTS } from './intake/import-report.js';
export type { CaseImportReport, CaseImportResult, ImportCounts, QueuedRow } from './intake/import-report.js';
export { wordRowFault, wordRowProblem } from './intake/columns/row-fault.js';
export type { RowFault } from './intake/columns/row-fault.js';
export type { OnRefused } from './intake/refused-rows.js';
export type { FileRefusal, FileRefusalCode } from './intake/file/file-refusal.js';
export type { ImportSource } from './intake/file/import-source.js';
export { wordPaymentFault, wordVerificationFault } from './intake/fault-words.js';
export { importInvoices } from './intake/invoices/import-invoices.usecase.js';
export type { ImportInvoicesOptions } from './intake/invoices/import-invoices.usecase.js';
export { invoiceFields } from './intake/invoices/invoice-columns.js';
export type { InvoiceField } from './intake/invoices/invoice-columns.js';
export { parseMapping } from './intake/columns/parse-mapping.js';
export { caseFields } from './intake/cases/case-columns.js';
export type { CaseField } from './intake/cases/case-columns.js';
export { paymentFields } from './intake/payments/payment-columns.js';
export type { PaymentField } from './intake/payments/payment-columns.js';

import { AgentDigestEntity } from './agent-digest.entity.js';
import { AgentEntity } from './agent.entity.js';
import { AgreementTermsEntity } from './agreement-terms.entity.js';
import { ApiKeyEntity } from './api-key.entity.js';
import { ArchivedMonthEntity } from './archived-month.entity.js';
import { AttemptEntity } from './attempt.entity.js';
import { AuditEntryEntity } from './audit-entry.entity.js';
import { CallEntity } from './call.entity.js';
import { CallTurnEntity } from './call-turn.entity.js';
import { CampaignVersionEntity } from './campaign-version.entity.js';
import { CampaignEntity } from './campaign.entity.js';
import { CaseEventEntity } from './case-event.entity.js';
import { CaseEntity } from './case.entity.js';
import { ClockEntity } from './clock.entity.js';
import { ContactPointEntity } from './contact-point.entity.js';
import { CreditorEntity } from './creditor.entity.js';
import { DataQueueItemEntity } from './data-queue-item.entity.js';
import { DebtorEntity } from './debtor.entity.js';
import { DecisionEntity } from './decision.entity.js';
import { DialogueEntity } from './dialogue.entity.js';
import { EnrolmentEntity } from './enrolment.entity.js';
import { EscalationHandOutEntity } from './escalation-hand-out.entity.js';
import { EscalationNoteEntity } from './escalation-note.entity.js';
import { EscalationRunEntity } from './escalation-run.entity.js';
import { EscalationEntity } from './escalation.entity.js';
import { FlightEntity } from './flight.entity.js';
import { HandOffBatchEntity } from './hand-off-batch.entity.js';
import { HandOffEntity } from './hand-off.entity.js';
import { HoldEntity } from './hold.entity.js';
import { ImportRunEntity } from './import-run.entity.js';
import { InstallationEntity } from './installation.entity.js';
import { InteractionEntity } from './interaction.entity.js';
import { InvoiceEntity } from './invoice.entity.js';
import { LegEntity } from './leg.entity.js';
import { MessageEntity } from './message.entity.js';
import { OwnerNoticeEntity } from './owner-notice.entity.js';
import { PaymentAllocationEntity } from './payment-allocation.entity.js';
import { PaymentSessionEntity } from './payment-session.entity.js';
import { PaymentEntity } from './payment.entity.js';
import { PersonEntity } from './person.entity.js';
import { PlanInstalmentEntity } from './plan-instalment.entity.js';
import { PlanEntity } from './plan.entity.js';
import { PolicyEntity } from './policy.entity.js';
import { PortalSessionEntity } from './portal-session.entity.js';
import { PortalTryEntity } from './portal-try.entity.js';
import { PortalVisitEntity } from './portal-visit.entity.js';
import { PortfolioEntity } from './portfolio.entity.js';
import { PromiseEntity } from './promise.entity.js';
import { ReceiptEntity } from './receipt.entity.js';
import { SealProgressEntity } from './seal-progress.entity.js';
import { SealEntity } from './seal.entity.js';
import { SenderRateEntity } from './sender-rate.entity.js';
import { SuppressionEntity } from './suppression.entity.js';
import { WakeUpEntity } from './wake-up.entity.js';

/** Every entity, listed one by one: a glob would miss what a bundler moves. */
export const ENTITIES = [
  AgentDigestEntity,
  AgentEntity,
  AgreementTermsEntity,
  ApiKeyEntity,
  ArchivedMonthEntity,
  AttemptEntity,
  AuditEntryEntity,
  CallEntity,
  CallTurnEntity,
  CampaignVersionEntity,
  CampaignEntity,
  CaseEventEntity,
  CaseEntity,
  ClockEntity,
  ContactPointEntity,
  CreditorEntity,
  DataQueueItemEntity,
  DebtorEntity,
  DecisionEntity,
  DialogueEntity,
  EnrolmentEntity,
  EscalationHandOutEntity,
  EscalationNoteEntity,
  EscalationRunEntity,
  EscalationEntity,
  FlightEntity,
  HandOffBatchEntity,
  HandOffEntity,
  HoldEntity,
  ImportRunEntity,
  InstallationEntity,
  InteractionEntity,
  InvoiceEntity,
  LegEntity,
  MessageEntity,
  OwnerNoticeEntity,
  PaymentAllocationEntity,
  PaymentSessionEntity,
  PaymentEntity,
  PersonEntity,
  PlanInstalmentEntity,
  PlanEntity,
  PolicyEntity,
  PortalSessionEntity,
  PortalTryEntity,
  PortalVisitEntity,
  PortfolioEntity,
  PromiseEntity,
  ReceiptEntity,
  SealProgressEntity,
  SealEntity,
  SenderRateEntity,
  SuppressionEntity,
  WakeUpEntity,
];

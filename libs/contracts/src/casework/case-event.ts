/**
 * Past facts about a case that casework and intake write; the timeline shows them and they wake the enrolment.
 * `detail` holds codes, amounts and ids: never a name, an address or a number (I8).
 */
export const caseEventKinds = [
  'case.imported',
  'case.changed',
  'case.verified',
  'case.closed',
  'payment.received',
  'payment.moved',
  'invoices.imported',
  'invoices.changed',
  'hold.placed',
  'hold.lifted',
  'case.disputed',
  'promise.made',
  'promise.kept',
  'promise.broken',
  'promise.made_good',
  'promise.replaced',
  'promise.cancelled',
  'plan.agreed',
  'plan.instalment_paid',
  'plan.instalment_missed',
  'plan.completed',
  'plan.broken',
  'plan.replaced',
  'plan.cancelled',
  'contact_point.opted_out',
  'contact_point.purged',
  'contact_point.invalid',
  'contact_point.consent_given',
  'contact_point.consent_withdrawn',
  'person.stopped',
  'person.stop_lifted',
  'person.channel_refused',
  'person.times_set',
  'escalation.requested',
  'escalation.joined',
  'escalation.assigned',
  'escalation.passed',
  'escalation.returned',
  'escalation.claimed',
  'escalation.noted',
  'escalation.resolved',
  'hand_off.requested',
  'hand_off.approved',
  'hand_off.refused',
  'hand_off.lapsed',
  'hand_off.withdrawn',
  'hand_off.given',
  'hand_off.failed',
  /** A message for several cases left without this one. */
  'message.left_out',
  'owner.notified',
  'owner.not_notified',
] as const;

export type CaseEventKind = (typeof caseEventKinds)[number];

export interface CaseEvent {
  id: string;
  caseId: string;
  personId: string;
  kind: CaseEventKind;
  /** 'debtor', 'system', 'agent:<ref>', 'api:<key name>', 'import:<run id>'. */
  actor: string;
  detail: Record<string, unknown>;
  /** Business instant, epoch milliseconds. */
  at: number;
}

/** Something that the debtor did. */
export interface Interaction {
  id: string;
  personId: string;
  caseId: string | null;
  messageId: string | null;
  kind:
    | 'payment'
    | 'promise'
    | 'opt_out'
    | 'wrong_party'
    | 'dispute'
    | 'hardship'
    | 'cease'
    | 'representation'
    | 'human_requested'
    | 'promise'
    /** A call in which the person showed who they are. */
    | 'call';
  channel: string | null;
  countsAsResponse: boolean;
  detail: Record<string, unknown>;
  at: number;
}

/** Who did what; ids only. */
export interface AuditEntry {
  id: string;
  actor: string;
  action: string;
  subjectKind: string;
  subjectId: string;
  detail: Record<string, unknown>;
  at: number;
}

/**
 * Why an enrolment is looked at before its time. `case.imported` also offers the case to live campaigns; `response`
 * says that the debtor answered at that instant.
 */
export type WakeUpKind =
  | 'case.imported'
  | 'case.changed'
  | 'response'
  | 'payment'
  | 'stopped'
  | 'held'
  | 'released'
  | 'closed'
  | 'escalation';

export interface WakeUp {
  caseId: string;
  kind: WakeUpKind;
  at: number;
}

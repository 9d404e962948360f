import { type CaseworkTransaction, type EscalationPriorityName, escalationPriorities } from '#contracts';
import { businessId } from '../desk/business-id.js';
import type { CaseName, Records } from '../desk/records.js';

/** Where work goes whose origin names no queue. */
export const DEFAULT_QUEUE = 'collections';
export const DEFAULT_SLA_BUSINESS_DAYS = 2;

export interface AgentRequest {
  reason: string;
  priority: EscalationPriorityName;
  at: number;
  /** With the case, unique: asking twice from one origin is asking once. Absent: this is an occasion of its own. */
  origin?: string;
  queue?: string;
  slaBusinessDays?: number;
}

/**
 * Puts a case before the human agents, inside a transaction that is open. Answers with the escalation's id, or null
 * when this origin has asked before.
 */
export async function askForAgent(
  tx: CaseworkTransaction,
  record: CaseName & { creditorId: string },
  records: Records,
  request: AgentRequest,
): Promise<string | null> {
  const id = businessId(request.at);
  const { reason } = request;
  const origin = request.origin ?? `${reason}:${id}`;
  const queue = request.queue ?? DEFAULT_QUEUE;
  const priority = escalationPriorities[request.priority];
  const added = await tx.addEscalation({
    id,
    caseId: record.id,
    personId: record.personId,
    creditorId: record.creditorId,
    enrolmentId: null,
    origin,
    queue,
    reason,
    priority,
    slaBusinessDays: request.slaBusinessDays ?? DEFAULT_SLA_BUSINESS_DAYS,
    requestedAt: request.at,
  });
  if (!added) return null;
  records
    .event(record, 'escalation.requested', { escalation: id, queue, reason, priority })
    .wake(record.id, 'escalation');
  return id;
}

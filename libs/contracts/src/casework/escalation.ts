/** The order in which agents take work; 1 comes first. The cadence names them, the table stores numbers. */
export const escalationPriorities = { urgent: 1, high: 2, normal: 3, low: 4 } as const;

export type EscalationPriorityName = keyof typeof escalationPriorities;

export type EscalationStatus = 'requested' | 'assigned' | 'claimed' | 'resolved';

export interface EscalationRecord {
  id: string;
  caseId: string;
  personId: string;
  creditorId: string;
  /** With the case: what makes a request unique, such as `step:<key>:<occurrence>` or `dispute:<hold id>`. */
  origin: string;
  queue: string;
  /** A code such as `no-response`, `dispute`, `human-requested`. */
  reason: string;
  priority: number;
  slaBusinessDays: number;
  status: EscalationStatus;
  agentId: string | null;
  requestedAt: number;
  dueAt: number | null;
}

export interface NewEscalation {
  id: string;
  caseId: string;
  personId: string;
  creditorId: string;
  enrolmentId: string | null;
  origin: string;
  queue: string;
  reason: string;
  priority: number;
  slaBusinessDays: number;
  requestedAt: number;
}

export interface AgentRecord {
  id: string;
  ref: string;
  queues: readonly string[];
  capacity: number;
  active: boolean;
}

/** An agent with what is on their desk: assigned or claimed, not resolved. */
export interface AgentLoad extends AgentRecord {
  open: number;
}

export interface Assignment {
  escalationId: string;
  caseId: string;
  personId: string;
  agentId: string;
  agentRef: string;
  dueAt: number;
}

/** What one escalation run works on, its rows locked. */
export interface EscalationRun {
  /** IANA zone and country of the creditor: in which business days are counted. */
  zone: string;
  country: string;
  /** Requested, or assigned to an agent who has left; by priority, then age. */
  waiting: EscalationRecord[];
  /** Active agents, by ref. */
  agents: AgentLoad[];
}

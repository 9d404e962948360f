import type { AgentDesk, HandOutReason, PassingReason, Stage, WaitReason, WorkingTime } from '#domain';

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
  /** Takes what was passed on too often, and may pass on what colleagues hold. */
  lead: boolean;
}

/** An agent with their hours and with what is on their desk: assigned or claimed, not resolved. */
export interface AgentLoad extends AgentDesk, WorkingTime {
  /** When they are back from days away; now while they are not away. Epoch ms, Infinity when never. */
  readonly backFrom: number;
}

/** What of an agent follows from their hours and the instant alone. */
export type AgentPresence = Pick<AgentLoad, 'worksFrom' | 'backFrom'>;
/** An agent as on record. */
export type AgentOnRecord = Omit<AgentLoad, keyof AgentPresence>;

/** How an escalation came to an agent. */
export const handOutWays = ['run', 'drain', 'claimed', 'named'] as const;
export type HandOutWay = (typeof handOutWays)[number];

/** How it left an agent's desk again. */
export const handOutEnds = [
  'lapsed',
  'away',
  'inactive',
  'returned',
  'handed-on',
  'claimed-by-other',
  'resolved',
] as const;
export type HandOutEnd = (typeof handOutEnds)[number];

/** An escalation on somebody's desk: when, until when, how and why. */
export interface NewHandOut {
  id: string;
  escalationId: string;
  agentId: string;
  at: number;
  dueAt: number;
  how: HandOutWay;
  /** The figures or the person that decided: codes, amounts and references alone. */
  why: Record<string, unknown>;
}

export interface Assignment {
  handOutId: string;
  escalationId: string;
  caseId: string;
  personId: string;
  agentId: string;
  agentRef: string;
  dueAt: number;
  /** The line in which it waited. */
  line: string;
  why: HandOutReason & { chancePerMille: number; chances: string };
}

/** An escalation that left the desk of an agent who had not claimed it. */
export interface PassedOn {
  escalationId: string;
  caseId: string;
  personId: string;
  /** From whom it went. */
  fromId: string;
  why: PassingReason;
  priority: number;
  passings: number;
}

/** What waits in an escalation run, with all by which its agent is chosen. */
export interface WaitingEscalation extends EscalationRecord {
  skills: readonly string[];
  /** How often it was passed on because its agent did not take it up. */
  passings: number;
  /** Who had it last and does not get it again. */
  notTo: string | null;
  /** Ref of whoever has it now. */
  agentRef: string | null;
  waitsFor: WaitReason | null;
  /** The line in which the latest hand-out left it, and its standing then; null before the first. */
  line: string | null;
  standing: number | null;
  language: string;
  kind: 'consumer' | 'business';
  balanceMinor: number;
  currency: string;
  /** As recorded; null before the first step that sets one. */
  stage: Stage | null;
  /** YYYY-MM-DD. */
  dueDate: string;
}

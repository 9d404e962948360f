import type { WaitReason, WorkingTime } from '#domain';
import type { CaseEvent } from './case-event.js';
import type { AgentLoad, AgentPresence, Assignment, PassedOn, WaitingEscalation } from './escalation.js';

/** When work is handed out: at an instant of the creditor's schedule, or between two, to whoever has room and is at work. */
export interface HandOutOccasion {
  creditorId: string;
  /** The instant of the schedule that is served, once; null between two. */
  scheduledFor: number | null;
  at: number;
}

/** By what a creditor's work is handed out. */
export interface HandOutTerms {
  /** IANA zone and country of the creditor: in which business days are counted. */
  zone: string;
  country: string;
  /** How often the creditor has work passed on before a lead gets it. */
  passings: number;
}

/** What stays where it is after a hand-out: why, in which line, and where it stands there. */
export interface LeftWaiting {
  escalationId: string;
  waitsFor: WaitReason;
  line: string;
  standing: number;
}

/** What is wanted of one line: its first ones, but those that went from the desk of this agent. */
export interface HeadOfLine {
  line: string;
  atMost: number;
  notFrom: string | null;
}

/** An escalation that leaves its desk: whoever had it, and in which line it waits from now on. */
export type LeavingDesk = PassedOn & { line: string };

/** What leaves desks, its rows locked, and who was to take it up. */
export interface UnclaimedWork {
  terms: HandOutTerms;
  assigned: WaitingEscalation[];
  /** Active agents. */
  agents: (AgentPresence & { id: string })[];
}

/** One portion of a hand-out: a transaction in which the agents are locked, so that no desk is filled twice. */
export interface HandOutPortion {
  /** Active agents by ref, with what is on their desks. */
  readonly agents: AgentLoad[];
  /** The lines in which an earlier hand-out left something. */
  lines(creditorId: string): Promise<string[]>;
  /** What stands first in these lines, these ones of its own, and what was given back before it ever stood in one. */
  heads(creditorId: string, wanted: HeadOfLine[], ids: string[]): Promise<WaitingEscalation[]>;
  /** Locks what is about to be given; answers with those that wait still, and for the same people. */
  stillWaiting(given: { id: string; notTo: string | null }[]): Promise<Set<string>>;
  assign(occasion: HandOutOccasion, assignments: Assignment[], events: CaseEvent[]): Promise<void>;
}

/** Escalations on their way to desks, in short transactions, each of a bounded number of them. */
export interface HandOutStore {
  /** Enters the run of this instant of the schedule; false when it was served, or is being served elsewhere. */
  enterRun(occasion: HandOutOccasion): Promise<boolean>;
  endRun(occasion: HandOutOccasion): Promise<void>;
  /** Takes off desks at most so many of what nobody takes up. Returns their ids. */
  passOn(
    occasion: HandOutOccasion,
    presence: (agent: WorkingTime) => AgentPresence,
    atMost: number,
    work: (unclaimed: UnclaimedWork) => { passedOn: LeavingDesk[]; events: CaseEvent[] },
  ): Promise<string[]>;
  terms(creditorId: string): Promise<HandOutTerms>;
  /** All that is requested, by priority and age; nothing is locked. */
  waiting(creditorId: string): Promise<WaitingEscalation[]>;
  portion<T>(
    at: number,
    presence: (agent: WorkingTime) => AgentPresence,
    work: (portion: HandOutPortion) => Promise<T>,
  ): Promise<T>;
  /** Notes what still waits, where anything about it is new. */
  leave(left: LeftWaiting[]): Promise<void>;
}

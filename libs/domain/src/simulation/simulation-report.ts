import type { Channel } from '../cadence/channel.js';
import type { Violation } from './contact-auditor.js';
import type { ContactsCompared } from './history/recorded-contacts.js';
import type { Tally } from './tally.js';

export type ByChannel = Readonly<Record<Channel, number>>;

/** One day of the campaign's zone. */
export interface DayFigures {
  /** ISO date. */
  readonly date: string;
  readonly contacts: ByChannel;
  readonly escalations: number;
  /** That agents have at the end of the day. */
  readonly openEscalations: number;
  readonly paidMinor: number;
}

export interface StepFigures {
  readonly step: string;
  readonly contacts: ByChannel;
  readonly skipped: number;
  /** Messages for which no channel was left. */
  readonly unreached: number;
}

/** What a simulation found. Plain data, the same to the byte for the same cases, campaign, behaviour and seed. */
export interface SimulationReport {
  readonly campaign: {
    readonly key: string;
    readonly name: string;
    readonly version: number;
    readonly steps: number;
  };
  readonly seed: string;
  /** Business instants in ISO form. */
  readonly from: string;
  readonly until: string;
  readonly days: number;
  readonly behaviour: string;
  readonly cases: {
    readonly given: number;
    readonly persons: number;
    readonly enrolled: number;
    readonly unverified: number;
  };
  readonly contacts: {
    /** Legs that left. */
    readonly legs: number;
    /** Contacts as caps count them: a message and its fallbacks are one. */
    readonly counted: number;
    readonly byChannel: ByChannel;
    readonly delivered: ByChannel;
    readonly failed: ByChannel;
    /** By hour of the campaign's day, from midnight. */
    readonly byHour: readonly ByChannel[];
    readonly byStep: readonly StepFigures[];
    /** How many weeks of persons had so many contacts, by number of contacts. */
    readonly weeksOfPersons: Tally;
    readonly mostInAWeek: number;
  };
  readonly cost: {
    readonly currency: string;
    readonly total: number;
    readonly byChannel: Readonly<Record<Channel, number>>;
  };
  readonly decisions: { readonly allowed: number; readonly deferred: Tally; readonly refused: Tally };
  readonly escalations: {
    readonly total: number;
    readonly byQueue: Tally;
    readonly byReason: Tally;
    /** The day on which agents have most at once. */
    readonly mostOpen: { readonly date: string; readonly count: number } | null;
    /** How many the agents can have at once; null where nobody said. */
    readonly capacity: number | null;
    /** Days on which it is more than that. */
    readonly daysOverCapacity: number;
  };
  /** Cases given to somebody outside, by destination; who is asked is taken to approve. */
  readonly handOffs: Tally;
  /** Mails to account managers, by reason. */
  readonly notices: Tally;
  /** What debtors did about cases that the campaign took in, by kind. */
  readonly debtors: Tally;
  readonly recoveries: {
    readonly currency: string;
    readonly enrolledMinor: number;
    readonly paidMinor: number;
    readonly casesPaid: number;
    readonly share: number;
  };
  readonly ended: Tally;
  readonly byDay: readonly DayFigures[];
  readonly violations: { readonly count: number; readonly first: readonly Violation[] };
  /** How its contacts compare with those that were recorded; only of a simulation that lives through a history. */
  readonly replay?: ContactsCompared;
}

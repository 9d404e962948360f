/** A piece of work that waits for an agent, with all by which the agent is chosen. */
export interface WaitingWork {
  readonly id: string;
  readonly queue: string;
  /** 1 comes first. */
  readonly priority: number;
  /** Business instant, epoch ms. */
  readonly requestedAt: number;
  /** By when it would be due if it were handed out now; epoch ms. */
  readonly dueAt: number;
  /** What a call may bring, in minor units of the currency. */
  readonly expectedMinor: number;
  readonly currency: string;
  /** In which the debtor is spoken to. */
  readonly language: string;
  readonly kind: string;
  /** Labels that whoever takes it must have. */
  readonly skills: readonly string[];
  /** Who let it lapse or gave it back last, and does not get it again. */
  readonly notTo: string | null;
  /** It was passed on too often: only a lead takes it. */
  readonly forLead: boolean;
}

/** An agent as far as work is handed to them. */
export interface AgentDesk {
  readonly id: string;
  readonly ref: string;
  readonly queues: readonly string[];
  /** None named: any. */
  readonly languages: readonly string[];
  /** Consumers, businesses; none named: both. */
  readonly kinds: readonly string[];
  readonly skills: readonly string[];
  readonly lead: boolean;
  /** At once on the desk. */
  readonly capacity: number;
  readonly open: number;
  /** New ones a working day; null: no limit. */
  readonly dailyLimit: number | null;
  readonly newToday: number;
  /** The next instant at which they work, now at the earliest; epoch ms, Infinity when none comes. */
  readonly worksFrom: number;
}

/** Why a piece of work stays where it is; each names what a manager can do about it. */
export const waitReasons = [
  'queue-unserved',
  'kind-unserved',
  'skill-missing',
  'lead-missing',
  'nobody-else',
  'nobody-at-work',
  'no-room',
] as const;
export type WaitReason = (typeof waitReasons)[number];

/** Why this piece of work went to this agent: the figures that decided. */
export interface HandOutReason {
  /** Place among all that waited, from 1, and how many those were; absent between two runs, which rank nothing. */
  readonly place?: number;
  readonly of?: number;
  readonly priority: number;
  readonly expectedMinor: number;
  readonly currency: string;
  /** Place of that figure within its currency, in thousandths. */
  readonly standing: number;
  /** How many agents could have had it. */
  readonly candidates: number;
  /** Free places of the agent before. */
  readonly room: number;
  /** `language-not-spoken`: nobody speaks the debtor's, so it went to whoever serves the queue. */
  readonly notes: readonly string[];
}

export interface HandOut<Work extends WaitingWork, Desk extends AgentDesk> {
  readonly work: Work;
  readonly agent: Desk;
  readonly why: HandOutReason;
}

export interface Distribution<Work extends WaitingWork, Desk extends AgentDesk> {
  /** In the order in which they were given. */
  readonly given: HandOut<Work, Desk>[];
  readonly left: { readonly work: Work; readonly standing: number; readonly waitsFor: WaitReason }[];
}

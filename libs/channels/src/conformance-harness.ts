import type { ChannelAdapter, LookUpQuery } from '#contracts';
import type { FailureMeaning } from '#domain';

/** How the provider behind an adapter behaves towards the next submissions. */
export type ProviderMood =
  | 'accepts'
  /** Takes the message and answers piece by piece, each within the time that the adapter waits for one. */
  | 'accepts-slowly'
  /** Asks to slow down, or to come later. */
  | 'throttles'
  /** Does not know our credentials. */
  | 'turns-us-away'
  /** Refuses this message for good. */
  | 'refuses'
  /** Answers that something is wrong on its side, after it may have taken the message. */
  | 'fails'
  /** Takes the message, and whatever stands before it answers an error of its own. */
  | 'is-hidden-by-a-gateway'
  /** Takes the message and drops the connection before it answers. */
  | 'drops-the-answer'
  /** Takes the message and drops the connection in the midst of its answer. */
  | 'breaks-off-its-answer'
  /** Takes the message and says nothing for longer than the adapter waits. */
  | 'falls-silent'
  /** Takes the message and answers nonsense. */
  | 'talks-nonsense'
  /** Takes the message and says that all is well, but not what it calls the message. */
  | 'answers-emptily'
  /** Nobody listens at its address. */
  | 'is-down';

/** A refusal by a code of the provider's own, and what it has to mean to us. */
export interface KnownRefusal {
  /** As an operator would look it up. */
  readonly code: string;
  readonly retry: 'never' | 'later';
  /** What follows from it for the address and the message. */
  readonly means: Partial<FailureMeaning>;
}

/** What a provider's list holds about a submission. */
export type ListedAs =
  | 'nothing'
  | 'ours'
  /** Behind pages of others. */
  | 'ours-on-a-later-page'
  /** To the same address, and not by us or not this one. */
  | 'another'
  /** To the same address at that moment, with nothing in it to be recognised by. */
  | 'wordless';

/** Moods of a provider that is asked for its list. */
export type ListingMood =
  | 'fails'
  | 'throttles'
  | 'drops-the-answer'
  | 'breaks-off-its-answer'
  | 'falls-silent'
  | 'talks-nonsense'
  | 'answers-emptily'
  /** Shows its first page, and fails at the next. */
  | 'fails-at-a-later-page';

/** What an adapter with a look-up is asked about. */
export interface LookUpHarness {
  readonly query: LookUpQuery;
  list(as: ListedAs): void;
  turn(mood: ListingMood): void;
}

/** An adapter joined to a small local server that stands in for its provider. */
export interface ConformanceHarness {
  adapter: ChannelAdapter;
  turn(mood: ProviderMood): Promise<void>;
  /** Makes it refuse with this code of its own. */
  refuseWith(code: string): Promise<void>;
  /** Messages that the provider has taken. */
  taken(): number;
  /** Absent where the provider cannot be asked afterwards. */
  lookUp?: LookUpHarness;
  close(): Promise<void>;
}

import type { Language, TemplateVariables } from '#domain';
import type { LegName } from '../tracking/receipt-store.js';

/** A call is the leg that it is. */
export type CallName = LegName;

/** A turn as it was stored. */
export interface KeptTurn {
  /** By the node whose effect it was: what came of it. */
  results: Record<string, 'done' | 'refused'>;
  /** False while its effects are only begun: whoever began them may have got no further. */
  complete: boolean;
}

/** What a turn has to know before it is taken. Personal: stays in memory. */
export interface CallBeforeTurn {
  personId: string;
  caseId: string;
  /** The number that is called, as long as it is on record. */
  contactPointId: string | null;
  language: Language;
  /** The dialogue as the leg was prepared with it: `dialogues/name/language@hash`. */
  dialogueVersion: string;
  /** What the dialogue may say of the case, as it was when the call was decided. */
  variables: TemplateVariables;
  /** To compare keys with. */
  identity: { birthDate: string | null; postcode: string | null };
  /** Paid, closed, changed or stopped since the call was decided. */
  moot: boolean;
  /** The creditor's `settings.voice` as it is stored, in JSON. */
  settings: string | null;
  /** Number that the creditor calls from. */
  callFrom: string | null;
  /** Where the creditor's working hours are counted. */
  zone: string;
  country: string;
  /** The provider has reported the end of the call: no turn of it can be a live one. */
  ended: boolean;
  /** This turn, if it was taken before. */
  kept: KeptTurn | null;
}

/** Where a creditor's working hours and days are counted. */
export interface WorkingPlace {
  /** An IANA name. */
  zone: string;
  country: string;
}

/** One turn taken. Holds no keys: what was understood stands in their place. */
export interface StoredTurn {
  /** From 0, the first. */
  turn: number;
  /** Where the call waited; null for the first. */
  node: string | null;
  heard: string;
  /** Keys of the texts that were said; with dialogue version and variables they say what was heard. */
  said: readonly string[];
  results: Record<string, 'done' | 'refused'>;
  verified: boolean;
  /** How the call ended, where this turn ends it. */
  outcome: string | null;
  providerRef: string;
  dialogueVersion: string;
  personId: string;
  caseId: string;
  /** Business instant, epoch ms. */
  at: number;
}

/** Calls, turn by turn: the transcript, and what a turn needs. */
export abstract class CallStore {
  /** Makes ready what the first call would wait for otherwise; where the creditors count their hours. */
  abstract prepare(): Promise<WorkingPlace[]>;
  /** Null when there is no such call. */
  abstract before(call: CallName, turn: number): Promise<CallBeforeTurn | null>;
  /** Marks a turn whose effects are about to be made to happen. False when somebody else did so before. */
  abstract begin(call: CallName, turn: StoredTurn): Promise<boolean>;
  /**
   * Keeps a turn; taken again, nothing changes. The first that shows the caller's identity is a response, written as
   * the interaction of the call.
   */
  abstract keep(call: CallName, turn: StoredTurn): Promise<void>;
  /** The provider reports the end. @param at business instant, epoch ms */
  abstract end(call: CallName, seconds: number | null, at: number): Promise<void>;
  /** Keeps the text of dialogues by their version, so that calls can be replayed when the files have moved on. */
  abstract keepDialogues(dialogues: readonly { version: string; source: string }[]): Promise<void>;
}

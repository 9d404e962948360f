/** Who, or what, has answered a call. `unknown` is the detection's word; without one a person is taken to be there. */
export type AnsweredBy = 'person' | 'machine' | 'fax' | 'unknown';

/** What came from the other end since the last turn. */
export type CallInput =
  | { kind: 'answered'; by: AnsweredBy }
  /** Keys pressed; none at all is silence. */
  | { kind: 'keys'; keys: string }
  /** The call to a person has ended: whether it had come about. */
  | { kind: 'connection'; made: boolean };

/** What a turn may know of the case. Personal: stays in memory. */
export interface CallFacts {
  /** To compare keys with; null where it is not on record. birthDate is YYYY-MM-DD. */
  identity: { birthDate: string | null; postcode: string | null };
  /** There is nothing to collect any more: paid, closed or stopped since the call was decided. */
  moot: boolean;
  /** Whether a person answers now. */
  personAnswers: boolean;
}

/** What came of an effect. */
export type EffectResult = 'done' | 'refused';
/** By the node whose effect it was. */
export type EffectResults = Readonly<Record<string, EffectResult>>;

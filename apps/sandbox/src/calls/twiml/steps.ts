export type HttpMethod = 'GET' | 'POST';

export interface SayStep {
  readonly kind: 'say';
  readonly text: string;
  /** BCP 47, as `<Say language>` has it. */
  readonly language: string | null;
  readonly voice: string | null;
  readonly times: number;
}

export interface PauseStep {
  readonly kind: 'pause';
  readonly seconds: number;
}

/** Nobody hears it here; what would be played is noted. */
export interface PlayStep {
  readonly kind: 'play';
  readonly url: string;
  readonly times: number;
}

/** What may be heard while a gather already listens. */
export type Prompt = SayStep | PauseStep | PlayStep;

export interface GatherStep {
  readonly kind: 'gather';
  readonly inputs: readonly ('dtmf' | 'speech')[];
  /** How many keys end it; null for as many as are pressed before the finishing key or the silence. */
  readonly numDigits: number | null;
  /** The key that ends it, which is not part of the digits; empty for none. */
  readonly finishOnKey: string;
  /** Seconds of silence that end it, counted from the last prompt or key. */
  readonly timeoutSeconds: number;
  /** Absolute address that the input is posted to. */
  readonly action: string;
  readonly method: HttpMethod;
  readonly actionOnEmptyResult: boolean;
  readonly language: string;
  readonly prompts: readonly Prompt[];
}

export interface RedirectStep {
  readonly kind: 'redirect';
  readonly url: string;
  readonly method: HttpMethod;
}

export interface DialStep {
  readonly kind: 'dial';
  readonly numbers: readonly string[];
  readonly action: string | null;
  readonly method: HttpMethod;
  readonly answerOnBridge: boolean;
  /** Seconds that the other end may ring. */
  readonly timeoutSeconds: number;
  readonly timeLimitSeconds: number | null;
  readonly callerId: string | null;
}

export interface HangupStep {
  readonly kind: 'hangup';
}

export interface RejectStep {
  readonly kind: 'reject';
  readonly reason: 'rejected' | 'busy';
}

/** One thing that a TwiML document lets happen. */
export type Step = Prompt | GatherStep | RedirectStep | DialStep | HangupStep | RejectStep;

/** An error as Twilio's debugger names it. Source: twilio.com/docs/api/errors. */
export interface TwimlFault {
  readonly code: 11100 | 12100 | 12200;
  readonly message: string;
}

export type ReadTwiml =
  { readonly steps: readonly Step[]; readonly warnings: readonly string[] } | { readonly fault: TwimlFault };

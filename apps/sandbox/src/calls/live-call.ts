import type { Pace } from './pace.js';
import type { AnsweredBy, FinalCallStatus, Holder, StoredCall } from './stored-call.js';
import type { GatherStep } from './twiml/steps.js';
import type { Turn } from './turn.js';

/** What comes to a call from outside while it goes on. */
export type CallSignal =
  /** `heardAs` is what detection takes them for, where that is decided already. */
  | {
      readonly kind: 'answer';
      readonly holder: Holder;
      readonly as: AnsweredBy;
      readonly heardAs?: AnsweredBy;
    }
  | { readonly kind: 'decline' }
  | { readonly kind: 'keys'; readonly keys: string }
  | { readonly kind: 'spoke'; readonly text: string; readonly confidence: number }
  /** Whoever is asked lets the time run out, at once. */
  | { readonly kind: 'silence' }
  | { readonly kind: 'hang-up' }
  /** Ended or led elsewhere by the API, or by its time limit. */
  | { readonly kind: 'end'; readonly status: FinalCallStatus; readonly why: string }
  | { readonly kind: 'redirect'; readonly turn: Turn };

/** A call that rings or is talked in: waits for what comes, in its own pace. */
export class LiveCall {
  private readonly signals: CallSignal[] = [];
  private readonly resting = new Set<() => void>();
  private wake: (() => void) | undefined;
  private limitAt = Infinity;
  private answeredAt: number | undefined;
  private over = false;
  /** What is asked for at the moment. */
  question: GatherStep | null = null;
  /** Keys pressed for it so far. */
  pressed = '';
  /** Questions put so far. */
  questions = 0;

  constructor(
    readonly stored: StoredCall,
    private pace: Pace,
  ) {}

  /** True while it waits for somebody or for time; false while it does something. */
  get isWaiting(): boolean {
    return this.wake !== undefined || this.over;
  }

  /** Milliseconds since it was answered, in its own pace. */
  get talkedMs(): number {
    return this.answeredAt === undefined ? 0 : Math.max(0, this.pace.now() - this.answeredAt);
  }

  send(signal: CallSignal): void {
    this.signals.push(signal);
    this.wake?.();
  }

  /** Gives a signal back to whoever asks next. */
  putBack(signal: CallSignal): void {
    this.signals.unshift(signal);
  }

  /** Goes on in another pace: somebody else has taken the receiver. */
  goOnAt(pace: Pace): void {
    this.pace = pace;
  }

  begin(timeLimitMs: number): void {
    this.answeredAt = this.pace.now();
    this.limitAt = this.answeredAt + timeLimitMs;
  }

  /** No longer than this from the answer on. */
  limit(ms: number): void {
    this.limitAt = Math.min(this.limitAt, (this.answeredAt ?? this.pace.now()) + ms);
  }

  /** The instant that many milliseconds from where the call stands. */
  after(ms: number): number {
    return this.pace.now() + ms;
  }

  speech(ms: number): number {
    return this.pace.speech(ms);
  }

  /** What has come already, without waiting. */
  taken(): CallSignal | null {
    return this.signals.shift() ?? null;
  }

  /** The next thing that comes, or null when the instant has come first. */
  async next(until: number): Promise<CallSignal | null> {
    const come = this.taken();
    if (come) return come;
    const limited = this.limitAt <= until;
    const instant = limited ? this.limitAt : until;
    if (instant > this.pace.now()) await this.waitUntil(instant);
    const signal = this.taken();
    if (signal || !limited) return signal;
    return { kind: 'end', status: 'completed', why: 'The time limit of the call has been reached.' };
  }

  /** Resolves when nothing more happens until somebody does something, the call is over, or the time is up. */
  atRest(longestMs: number): Promise<void> {
    if (this.isAtRest) return Promise.resolve();
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.resting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, longestMs);
      timer.unref();
      this.resting.add(done);
    });
  }

  /** Nothing can be sent any more. */
  end(): void {
    this.over = true;
    this.tellResting();
  }

  private get isAtRest(): boolean {
    if (this.over) return true;
    const asked = this.question !== null || this.stored.status === 'ringing';
    return asked && this.wake !== undefined && this.signals.length === 0;
  }

  private waitUntil(instant: number): Promise<void> {
    return new Promise((resolve) => {
      const go = (): void => {
        this.wake = undefined;
        resolve();
      };
      const callOff = this.pace.at(instant, go);
      this.wake = () => {
        callOff();
        go();
      };
      if (this.isAtRest) this.tellResting();
    });
  }

  private tellResting(): void {
    for (const told of [...this.resting]) told();
  }
}

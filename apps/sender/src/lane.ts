import type { ChannelAdapter, Submission, SubmissionResult } from '#contracts';
import { CommitTurns } from './commit-turns.js';
import { SubmissionGate } from './submission-gate.js';

/** Submissions at one provider at once, per process, unless its adapter takes fewer. */
const AT_ONCE = 64;
/** What is committed together should be with the provider within this long: a good part of the second. */
const PORTION_MS = 250;
const PORTION = { least: 10, first: 50, most: 100 };
/**
 * How long the answers that are still owed are waited for once the process is told to stop (machine time). Where
 * there is no look-up, a doubt stays one for good, so it pays to wait nearly as long as a process may take to stop.
 */
const LAST_ANSWERS_MS = { withLookUp: 2_500, withoutLookUp: 12_000 };
/** How long after the stop what was committed before it may still wait for its place. */
const LAST_HAND_OVER_MS = 950;

const LATE: SubmissionResult = { outcome: 'late' };
const GIVEN_UP: SubmissionResult = { outcome: 'unknown', code: 'stopped' };

const ignore = (): void => undefined;

/** One channel's way to its provider. Lanes share nothing: a provider that hangs fills up its own lane only. */
export class Lane {
  readonly turns: CommitTurns;
  private readonly gate: SubmissionGate;
  /** Ends the wait for each answer that is owed. */
  private readonly owed = new Set<() => void>();
  private closed = false;

  constructor(
    readonly adapter: ChannelAdapter,
    private readonly lastAnswersMs = adapter.lookUp
      ? LAST_ANSWERS_MS.withLookUp
      : LAST_ANSWERS_MS.withoutLookUp,
  ) {
    this.gate = new SubmissionGate(adapter.atOnce ?? AT_ONCE, () => this.turns.lookAgain());
    this.turns = new CommitTurns(() => this.gate.crowded);
  }

  /** How many attempts to commit together, so that none grows stale while it waits for its provider. */
  get portion(): number {
    const known = this.gate.capacity(PORTION_MS);
    if (known === null) return PORTION.first;
    return Math.max(PORTION.least, Math.min(PORTION.most, known));
  }

  /**
   * Hands over as soon as there is a place at the provider.
   * @param handOverBy machine instant, by performance.now(), after which it is too late
   * @param begun is told in the moment of the hand-over
   */
  submit(submission: Submission, handOverBy: number, begun = ignore): Promise<SubmissionResult> {
    return this.gate.pass<SubmissionResult>(
      async () => {
        if (this.closed || performance.now() > handOverBy) return LATE;
        begun();
        return this.answerTo(submission);
      },
      ({ outcome }) => outcome !== 'late',
    );
  }

  /**
   * The process is told to stop: nothing more is committed, what is committed leaves within its second or is voided, and
   * an answer that does not come in time leaves its attempt in doubt.
   */
  stop(): void {
    this.turns.close();
    setTimeout(() => {
      this.closed = true;
      this.gate.open();
    }, LAST_HAND_OVER_MS).unref();
    setTimeout(() => {
      for (const giveUp of this.owed) giveUp();
    }, this.lastAnswersMs).unref();
  }

  private answerTo(submission: Submission): Promise<SubmissionResult> {
    return new Promise((answer, failed) => {
      const giveUp = (): void => answer(GIVEN_UP);
      this.owed.add(giveUp);
      this.adapter
        .submit(submission)
        .then(answer, failed)
        .finally(() => this.owed.delete(giveUp));
    });
  }
}

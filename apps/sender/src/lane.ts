import type { ChannelAdapter, Submission, SubmissionResult } from '#contracts';
import { CommitTurns } from './commit-turns.js';
import { SubmissionGate } from './submission-gate.js';

/** Submissions at one provider at once, per process, unless its adapter takes fewer. */
const AT_ONCE = 64;
/** What is committed together should be with the provider within this long: a good part of the second. */
const PORTION_MS = 250;
const PORTION = { least: 10, first: 50, most: 100 };

/** One channel's way to its provider. Lanes share nothing: a provider that hangs fills up its own lane only. */
export class Lane {
  readonly turns: CommitTurns;
  private readonly gate: SubmissionGate;

  constructor(readonly adapter: ChannelAdapter) {
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
   */
  submit(submission: Submission, handOverBy: number): Promise<SubmissionResult> {
    return this.gate.pass<SubmissionResult>(
      async () => (performance.now() > handOverBy ? { outcome: 'late' } : this.adapter.submit(submission)),
      ({ outcome }) => outcome !== 'late',
    );
  }
}

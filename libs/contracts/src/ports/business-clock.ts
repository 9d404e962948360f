/**
 * Business time: due dates, policy, SLAs (I10). Machine time (leases, retries, signatures) is the operating
 * system's. All processes read one epoch row, so that they agree.
 */
export abstract class BusinessClock {
  /** The business instant now, in epoch milliseconds. */
  abstract now(): number;
  /** Reads the epoch row again; a stepped clock may have been advanced by another process. */
  abstract refresh(): Promise<number>;
  /**
   * Calls back when time has jumped instead of passing, as stepped time does, so that nobody who rests sleeps over what
   * has come due. Gives the way to stop listening.
   */
  onJump(_jumped: () => void): () => void {
    return () => undefined;
  }
}

export type ClockMode = 'real' | 'demo' | 'stepped';

/** The epoch row: business time stood at businessEpoch when the machine's clock stood at machineEpoch (ms). */
export interface ClockRow {
  mode: ClockMode;
  /** Business seconds per machine second in 'demo'. */
  factor: number;
  businessEpoch: number;
  machineEpoch: number;
}

export abstract class ClockStore {
  /** The row; an error when no process has set it yet. */
  abstract read(): Promise<ClockRow>;
  /** The row, or undefined when no process has set it yet. */
  abstract find(): Promise<ClockRow | undefined>;
  /** Sets the row, for all processes at once. */
  abstract write(row: ClockRow): Promise<void>;
  /** Calls back whenever any process changed the row. Returns a function that stops listening. */
  abstract onChange(changed: () => void): Promise<() => Promise<void>>;
}

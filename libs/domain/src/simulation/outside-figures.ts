import type { SimulatedCase } from './simulated-case.js';
import { Tally } from './tally.js';

/** Adds up what a simulation tells others than the debtor and the agents. */
export abstract class OutsideFigures {
  protected readonly outside = {
    /** By destination. */
    handOffs: new Tally(),
    /** By reason. */
    notices: new Tally(),
  };

  handedOff(_of: SimulatedCase, to: string): void {
    this.outside.handOffs.add(to);
  }

  notified(_of: SimulatedCase, reason: string): void {
    this.outside.notices.add(reason);
  }
}

import { setMaxListeners } from 'node:events';
import { Stopping } from '#contracts';

/** The stop of this process, as its parts hear of it. */
export class ProcessStop extends Stopping {
  private readonly controller = new AbortController();
  readonly signal = this.controller.signal;

  constructor() {
    super();
    // Every queue, loop and lane listens; their number says nothing of a leak.
    setMaxListeners(0, this.signal);
  }

  begin(): void {
    this.controller.abort();
  }
}

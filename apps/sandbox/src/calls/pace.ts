import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Agenda } from '../agenda/agenda.js';
import { SANDBOX_OPTIONS, type SandboxOptions } from '../sandbox.options.js';
import type { Holder } from './stored-call.js';

/** How time passes in a call. Its instants are milliseconds on a clock of its own. */
export interface Pace {
  /** The instant at which the call stands. */
  now(): number;
  /** Calls back once the instant has come. Gives the way to call it off, which moves the call to the present. */
  at(instant: number, then: () => void): () => void;
  /** How long a text or a pause of this length takes. */
  speech(ms: number): number;
}

/**
 * Gives calls their pace. A simulated debtor lives in business time, exactly: what takes five seconds takes five
 * seconds of it, however the clock jumps. Whoever really has the receiver lives in machine time, else nobody could
 * answer while the clock runs a day a minute or stands still; and for a test, speech takes no time.
 */
@Injectable()
export class Paces {
  private readonly waits = new Map<string, () => void>();

  constructor(
    private readonly agenda: Agenda,
    @Inject(SANDBOX_OPTIONS) private readonly options: Pick<SandboxOptions, 'clock'>,
  ) {
    agenda.on<{ wait: string }>('call.wake', ({ wait }) => this.waits.get(wait)?.());
  }

  of(holder: Holder): Pace {
    return holder === 'debtor' ? this.business() : machine(holder === 'test');
  }

  private business(): Pace {
    let cursor = this.options.clock.now();
    return {
      now: () => cursor,
      at: (instant, then) => {
        const wait = randomUUID();
        const until = Math.max(instant, cursor);
        this.waits.set(wait, () => {
          this.waits.delete(wait);
          cursor = until;
          then();
        });
        this.agenda.planAt('call.wake', until, { wait });
        return () => {
          this.waits.delete(wait);
          cursor = Math.min(until, Math.max(cursor, this.options.clock.now()));
        };
      },
      speech: (ms) => ms,
    };
  }
}

function machine(hurried: boolean): Pace {
  return {
    now: () => Date.now(),
    at: (instant, then) => {
      const timer = setTimeout(then, Math.max(0, instant - Date.now()));
      timer.unref();
      return () => clearTimeout(timer);
    },
    speech: (ms) => (hurried ? 0 : ms),
  };
}

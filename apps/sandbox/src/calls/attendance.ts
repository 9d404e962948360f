import { Injectable } from '@nestjs/common';
import type { Holder } from './stored-call.js';

/** The page asks for news every 1.2 s; one that has asked once and no more is closed. */
const SEEN_MS = 4_000;
/** A page that was just loaded may have no script to ask with. */
const LOADED_MS = 20_000;

/** Which numbers somebody looks after: a person with the virtual phone's page open, or a test. Machine time. */
@Injectable()
export class Attendance {
  private readonly watchedUntil = new Map<string, number>();
  private byTest: ReadonlySet<string> | 'all' = new Set();

  /** The page of this number is on somebody's screen. */
  watched(number: string, loaded: boolean): void {
    const now = Date.now();
    for (const [other, until] of this.watchedUntil) if (until < now) this.watchedUntil.delete(other);
    this.watchedUntil.set(number, now + (loaded ? LOADED_MS : SEEN_MS));
  }

  /** A test takes the calls to these numbers, in the simulated debtors' place; replaces what it said before. */
  leaveToTest(numbers: readonly string[] | 'all'): void {
    this.byTest = numbers === 'all' ? 'all' : new Set(numbers);
  }

  /** Who takes calls to the number; the simulated debtor where nobody else does. */
  holderOf(number: string): Holder {
    if (this.byTest === 'all' || this.byTest.has(number)) return 'test';
    return (this.watchedUntil.get(number) ?? 0) >= Date.now() ? 'person' : 'debtor';
  }
}

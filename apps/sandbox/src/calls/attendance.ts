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
  private presentUntil = 0;
  private offered: string | null = null;
  private byTest: ReadonlySet<string> | 'all' = new Set();

  /** The phone is on somebody's screen, whatever it shows. */
  present(loaded: boolean): void {
    this.presentUntil = Math.max(this.presentUntil, Date.now() + (loaded ? LOADED_MS : SEEN_MS));
  }

  /**
   * Takes a call that nobody expects for whoever looks at the phone: one at a time, or their screen would ring without
   * end. False when nobody looks, or another call is theirs already.
   */
  offer(call: string): boolean {
    if (this.offered !== null || this.presentUntil < Date.now()) return false;
    this.offered = call;
    return true;
  }

  /** The call was taken, or is theirs no longer. */
  withdraw(call: string): void {
    if (this.offered === call) this.offered = null;
  }

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

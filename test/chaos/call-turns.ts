import { setTimeout as sleep } from 'node:timers/promises';
import type { Dice } from '../harness/dice.js';
import type { Booked } from './account-book.js';
import { ACCOUNT_SID, SignedPosts } from './signed-posts.js';
import type { SinkLedger } from './sink-report.js';

const TWICE = 0.3;
/** What the address's fragment asks for: `rc=2`. */
const TRIES = 3;
/** How long before its end an answered call asks what to say. */
const BEFORE_END_MS = 700;

/** Asks for the first turn of calls that are answered, now and then twice at once, as a provider that heard nothing does. */
export class CallTurns {
  private readonly posts = new SignedPosts();
  private underWay = 0;

  constructor(
    private readonly dice: Dice,
    private readonly ledger: SinkLedger,
  ) {}

  get pending(): number {
    return this.underWay;
  }

  plan(call: Booked, address: string | null): void {
    if (address === null || call.end.answeredBy === undefined) return;
    void this.ask(call, address, this.dice.chance(TWICE) ? 2 : 1);
  }

  private async ask(call: Booked, address: string, times: number): Promise<void> {
    this.underWay += 1;
    await sleep(Math.max(0, call.endsAt - Date.now() - BEFORE_END_MS));
    if (call.acceptance && !call.end.arrives) call.acceptance.toldAt ??= Date.now();
    const said = await Promise.all(Array.from({ length: times }, () => this.turn(call, address)));
    const [one, other] = said.filter((words) => words !== null);
    if (one !== undefined && other !== undefined && one !== other) this.ledger.count('turn-differs');
    this.underWay -= 1;
  }

  /** What to say; null when nobody could be asked. */
  private async turn({ sid, to, from, end }: Booked, address: string): Promise<string | null> {
    const form = {
      AccountSid: ACCOUNT_SID,
      AnsweredBy: end.answeredBy ?? 'unknown',
      ApiVersion: '2010-04-01',
      CallSid: sid,
      CallStatus: 'in-progress',
      Direction: 'outbound-api',
      From: from,
      To: to,
    };
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      const { status, body } = await this.posts.post(address, form);
      if (status === 200 && body.includes('<Response>')) {
        this.ledger.count('turn-taken');
        return body;
      }
      if (status >= 200 && status < 500) {
        this.ledger.count('turn-refused');
        return null;
      }
      await sleep(500);
    }
    this.ledger.count('turn-given-up');
    return null;
  }
}

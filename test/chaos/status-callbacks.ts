import { setTimeout as sleep } from 'node:timers/promises';
import type { Dice } from '../harness/dice.js';
import type { Booked } from './account-book.js';
import { ACCOUNT_SID, SignedPosts } from './signed-posts.js';
import type { SinkLedger } from './sink-report.js';

const TWICE = 0.15;
/** Statuses on the way are told within this long, before or after the end. */
const LATEST_MS = 3_000;
/** What the address's fragment asks for: `rc=5`. */
const TRIES = 6;

/** Reports how things go by signed callbacks: late, now and then twice, each status on its own way, or not at all. */
export class StatusCallbacks {
  private readonly posts = new SignedPosts();
  private underWay = 0;

  constructor(
    private readonly dice: Dice,
    private readonly ledger: SinkLedger,
    private readonly formOf: (booked: Booked, status: string) => Record<string, string>,
  ) {}

  /** How many are still to come. */
  get pending(): number {
    return this.underWay;
  }

  plan(booked: Booked, callback: string | null): void {
    const { end, endsAt } = booked;
    if (callback === null || end.told === 'never') return;
    const tell = (status: string, inMs: () => number): void => {
      for (let times = this.dice.chance(TWICE) ? 2 : 1; times > 0; times -= 1)
        void this.report(booked, callback, status, inMs());
    };
    for (const status of end.passing) tell(status, () => this.dice.between(0, LATEST_MS));
    tell(end.status, () => Math.max(0, endsAt - Date.now()) + this.dice.between(0, 500));
  }

  private async report(booked: Booked, callback: string, status: string, afterMs: number): Promise<void> {
    this.underWay += 1;
    await sleep(afterMs);
    const { acceptance } = booked;
    const last = status === booked.end.status;
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      if (last && acceptance) acceptance.toldAt ??= Date.now();
      const answer = await this.posts.post(callback, this.formOf(booked, status));
      if (answer.status >= 200 && answer.status < 300) {
        if (last && acceptance) acceptance.heardAt ??= Date.now();
        return this.done('callback-taken');
      }
      // Refused by the tracker itself, which is never right for what was signed properly.
      if (answer.status >= 400 && answer.status < 500) return this.done('callback-refused');
      await sleep(attempt * 1_000);
    }
    this.done('callback-given-up');
  }

  private done(what: string): void {
    this.ledger.count(what);
    this.underWay -= 1;
  }
}

export function messageForm({ sid, to, from, end }: Booked, status: string): Record<string, string> {
  const last = status === end.status;
  return {
    AccountSid: ACCOUNT_SID,
    ApiVersion: '2010-04-01',
    From: from,
    MessageSid: sid,
    MessageStatus: status,
    SmsSid: sid,
    SmsStatus: status,
    To: to,
    ...(last && end.errorCode !== undefined && { ErrorCode: end.errorCode }),
    ...(to.startsWith('rcs:') && { ChannelPrefix: 'rcs' }),
    ...(status === 'read' && { EventType: 'READ' }),
  };
}

export function callForm({ sid, to, from, end }: Booked, status: string): Record<string, string> {
  const last = status === end.status;
  return {
    AccountSid: ACCOUNT_SID,
    ApiVersion: '2010-04-01',
    CallSid: sid,
    CallStatus: status,
    Direction: 'outbound-api',
    From: from,
    To: to,
    ...(last && { CallDuration: status === 'completed' ? '20' : '0' }),
    ...(last && end.answeredBy !== undefined && { AnsweredBy: end.answeredBy }),
  };
}

import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';
import type { Dice } from '../harness/dice.js';
import type { SinkLedger } from './sink-report.js';
import type { BookedMessage } from './twilio-messages.js';

/** The account's token, as the services are configured with it. */
const TOKEN = 'token';
/** Messages of which nothing is ever reported: their doubts are for the look-up alone. */
const MUTE = 0.5;
const TWICE = 0.15;
const LATEST_MS = 3_000;
/** What the address's fragment asks for: `rc=5`. */
const TRIES = 6;

/** Reports delivery by signed callbacks: late, now and then twice, each status on its own way. */
export class StatusCallbacks {
  private readonly dispatcher = new Agent({ connections: 20 });

  constructor(
    private readonly dice: Dice,
    private readonly ledger: SinkLedger,
  ) {}

  plan(message: BookedMessage, callback: string | null): void {
    if (callback === null || this.dice.chance(MUTE)) return;
    for (const status of ['sent', 'delivered']) {
      for (let times = this.dice.chance(TWICE) ? 2 : 1; times > 0; times -= 1) {
        void this.report(message, callback, status, this.dice.between(0, LATEST_MS));
      }
    }
  }

  private async report(
    message: BookedMessage,
    callback: string,
    status: string,
    afterMs: number,
  ): Promise<void> {
    await sleep(afterMs);
    const url = callback.replace(/#.*$/, '');
    const form = {
      AccountSid: 'AC00000000000000000000000000000000',
      ApiVersion: '2010-04-01',
      From: message.from,
      MessageSid: message.sid,
      MessageStatus: status,
      SmsSid: message.sid,
      SmsStatus: status,
      To: message.to,
    };
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      const answer = await this.post(url, form);
      if (answer >= 200 && answer < 300) return this.ledger.count('callback-taken');
      // Refused by the tracker itself, which is never right for what was signed properly.
      if (answer >= 400 && answer < 500) return this.ledger.count('callback-refused');
      await sleep(attempt * 1_000);
    }
    this.ledger.count('callback-given-up');
  }

  /** The answer's status; 0 when there was none. */
  private async post(url: string, form: Record<string, string>): Promise<number> {
    const text = Object.entries(form).reduce((all, [key, value]) => all + key + value, url);
    try {
      const answer = await request(url, {
        method: 'POST',
        dispatcher: this.dispatcher,
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'x-twilio-signature': createHmac('sha1', TOKEN).update(text, 'utf8').digest('base64'),
        },
        body: new URLSearchParams(form).toString(),
        headersTimeout: 10_000,
      });
      await answer.body.dump();
      return answer.statusCode;
    } catch {
      // The tracker is down, or was killed over it: to be posted again.
      return 0;
    }
  }
}

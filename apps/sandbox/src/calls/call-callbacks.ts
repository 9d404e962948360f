import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Agenda } from '../agenda/agenda.js';
import { Dice } from '../agenda/dice.js';
import {
  DEFAULT_DISORDER,
  SANDBOX_OPTIONS,
  type CallbackDisorder,
  type SandboxOptions,
} from '../sandbox.options.js';
import { rfc2822 } from '../twilio/message-resource.js';
import { TwilioWebhooks } from '../twilio/twilio-webhooks.js';
import { callForm } from './call-form.js';
import { CallLog } from './call-log.js';
import type { AnsweredBy, CallEvent, StoredCall } from './stored-call.js';
import { TurnFetcher } from './turn-fetcher.js';
import type { HttpMethod } from './twiml/steps.js';

interface Callback {
  url: string;
  method: HttpMethod;
  form: Record<string, string>;
  token: string;
}

/**
 * Reports how a call goes to the callback address that it came with: the events that were asked for, numbered. As with
 * messages a seeded few are overtaken, repeated or late.
 */
@Injectable()
export class CallCallbacks {
  private readonly disorder: CallbackDisorder;

  constructor(
    private readonly agenda: Agenda,
    private readonly dice: Dice,
    private readonly log: CallLog,
    private readonly webhooks: TwilioWebhooks,
    private readonly fetcher: TurnFetcher,
    @Inject(SANDBOX_OPTIONS) private readonly options: SandboxOptions,
  ) {
    this.disorder = options.disorder ?? DEFAULT_DISORDER;
    agenda.on<Callback>('call.callback', (callback) => this.post(callback));
  }

  /** Reports the call as it is now; `completed` is the event of every end. */
  report(call: StoredCall, event: CallEvent): void {
    const { statusCallback: url, statusCallbackMethod: method, statusCallbackEvents: events } = call.order;
    if (url === null || !events.includes(event)) return;
    const form = {
      ...callForm(call, this.options.accountSid),
      CallbackSource: 'call-progress-events',
      SequenceNumber: String(call.reported),
      Timestamp: rfc2822(Date.now()) ?? '',
      ...(call.answeredBy === null ? {} : { AnsweredBy: call.answeredBy }),
      ...(event === 'completed' ? endOf(call) : {}),
    };
    this.log.patch(call.id, { reported: call.reported + 1 });
    this.plan(call, event, { url, method, form, token: randomUUID() });
  }

  /** What the look in the background found out about who answered. */
  reportAnsweredBy(call: StoredCall, answeredBy: AnsweredBy, tookMs: number): void {
    const url = call.order.asyncAmdStatusCallback;
    if (url === null) return;
    const form = {
      AccountSid: this.options.accountSid,
      AnsweredBy: answeredBy,
      CallSid: call.id,
      MachineDetectionDuration: String(tookMs),
    };
    this.agenda.plan('call.callback', 0, {
      url,
      method: 'POST',
      form,
      token: randomUUID(),
    } satisfies Callback);
  }

  private plan(call: StoredCall, event: CallEvent, callback: Callback): void {
    const question = `${call.address}|${call.sequence}|call ${event}`;
    this.agenda.plan('call.callback', this.delay(question, event), callback);
    if (this.dice.chance(`repeated|${question}`, this.disorder.repeated)) {
      this.agenda.plan('call.callback', this.dice.between(`again|${question}`, 500, 30_000), callback);
    }
  }

  private delay(question: string, event: CallEvent): number {
    if (event !== 'completed' && this.dice.chance(`overtaken|${question}`, this.disorder.overtaken)) {
      return this.dice.between(`overtaken by|${question}`, 20_000, 60_000);
    }
    if (this.dice.chance(`late|${question}`, this.disorder.late)) {
      return this.dice.between(`late by|${question}`, 60_000, 600_000);
    }
    return 0;
  }

  /** Under way beside the agenda, which has few hands. */
  private post({ url, method, form, token }: Callback): void {
    if (method === 'POST') void this.webhooks.post(url, form, token);
    else void this.fetcher.fetch({ url, method, form });
  }
}

function endOf(call: StoredCall): Record<string, string> {
  const seconds = call.durationSeconds ?? 0;
  return {
    CallDuration: String(seconds),
    ...(call.status === 'completed' ? { Duration: String(Math.ceil(seconds / 60)) } : {}),
  };
}

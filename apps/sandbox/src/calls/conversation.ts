import { Inject, Injectable } from '@nestjs/common';
import { SANDBOX_OPTIONS, type SandboxOptions } from '../sandbox.options.js';
import { callForm } from './call-form.js';
import { CallLog } from './call-log.js';
import { Dialling } from './dialling.js';
import { Listening } from './listening.js';
import type { LiveCall } from './live-call.js';
import { ON, over, type Next } from './next.js';
import type { Replies } from './simulated-debtor.js';
import { Speaking } from './speaking.js';
import type { FinalCallStatus } from './stored-call.js';
import { TurnFetcher } from './turn-fetcher.js';
import { readTwiml } from './twiml/read-twiml.js';
import type { Step } from './twiml/steps.js';
import type { Turn } from './turn.js';

/** Documents of one call, before a dialogue that leads in a circle is ended. */
const MOST_TURNS = 200;
/** What Twilio says when it cannot go on. */
const APOLOGY = 'We are sorry, an application error has occurred. Goodbye.';

interface Document {
  readonly text: string;
  /** Its address; null where it came with the call. */
  readonly base: string | null;
}

interface Fault {
  readonly code: number;
  readonly message: string;
}

/** Carries out the TwiML of a call, document by document, until it is over. */
@Injectable()
export class Conversation {
  constructor(
    private readonly log: CallLog,
    private readonly fetcher: TurnFetcher,
    private readonly speaking: Speaking,
    private readonly listening: Listening,
    private readonly dialling: Dialling,
    @Inject(SANDBOX_OPTIONS) private readonly options: Pick<SandboxOptions, 'accountSid'>,
  ) {}

  async hold(live: LiveCall, first: Turn, replies: Replies | null): Promise<FinalCallStatus> {
    let turn = first;
    for (let turns = 1; turns <= MOST_TURNS; turns++) {
      const next = await this.takeTurn(live, turn, replies);
      if (next.kind === 'over') return next.status;
      // A document that leads nowhere further ends the call.
      if (next.kind === 'on') return 'completed';
      turn = next.turn;
    }
    this.speaking.write(live, 'fault', `ended after ${MOST_TURNS} documents: the dialogue leads in a circle`);
    return 'completed';
  }

  private async takeTurn(live: LiveCall, turn: Turn, replies: Replies | null): Promise<Next> {
    const document = await this.obtain(live, turn);
    if ('code' in document) return this.apologise(live, document);
    const read = readTwiml(document.text, document.base);
    if ('fault' in read) return this.recover(live, read.fault, document.base);
    for (const warning of read.warnings) this.speaking.write(live, 'fault', `12200 ${warning}`);
    return this.perform(live, read.steps, replies);
  }

  private async perform(live: LiveCall, steps: readonly Step[], replies: Replies | null): Promise<Next> {
    for (const step of steps) {
      const next = await this.step(live, step, replies);
      if (next.kind !== 'on') return next;
    }
    return ON;
  }

  private step(live: LiveCall, step: Step, replies: Replies | null): Promise<Next> | Next {
    switch (step.kind) {
      case 'gather':
        return this.listening.ask(live, step, replies);
      case 'dial':
        return this.dialling.dial(live, step);
      case 'redirect':
        return { kind: 'turn', turn: { kind: 'fetch', url: step.url, method: step.method, form: {} } };
      case 'hangup':
      case 'reject':
        return over('completed');
      default:
        return this.speaking.say(live, step);
    }
  }

  private async obtain(live: LiveCall, turn: Turn): Promise<Document | Fault> {
    if (turn.kind === 'twiml') return { text: turn.twiml, base: null };
    const form = { ...callForm(live.stored, this.options.accountSid), ...turn.form };
    const fetched = await this.fetcher.fetch({ url: turn.url, method: turn.method, form });
    const base = bare(turn.url);
    if (fetched.kind === 'document') return { text: fetched.text, base };
    const other = this.fallback(live, fetched, base);
    if (other) return this.obtain(live, other);
    return fetched;
  }

  /** Instructions that could not be read are asked for once more, at the address for such cases. */
  private async recover(live: LiveCall, fault: Fault, base: string | null): Promise<Next> {
    const other = this.fallback(live, fault, base ?? '');
    return other ? { kind: 'turn', turn: other } : this.apologise(live, fault);
  }

  private fallback(live: LiveCall, { code, message }: Fault, failed: string): Turn | null {
    const { fallbackUrl: url, fallbackMethod: method } = live.stored.order;
    // Once: what fails there has nowhere else to go.
    if (url === null || bare(url) === failed) return null;
    this.speaking.write(live, 'fault', `${code} ${message}`);
    return { kind: 'fetch', url, method, form: { ErrorCode: String(code), ErrorUrl: failed } };
  }

  private async apologise(live: LiveCall, { code, message }: Fault): Promise<Next> {
    this.speaking.write(live, 'fault', `${code} ${message}`);
    await this.speaking.say(live, { kind: 'say', text: APOLOGY, language: 'en-US', voice: null, times: 1 });
    return over('completed');
  }
}

/** An address without the fragment, which tells how to connect and is never sent. */
function bare(url: string): string {
  return url.replace(/#.*$/, '');
}

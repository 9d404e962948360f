import { Injectable } from '@nestjs/common';
import { CallLog } from './call-log.js';
import type { CallSignal, LiveCall } from './live-call.js';
import { meaningOf, ON, type Next } from './next.js';
import type { Replies } from './simulated-debtor.js';
import { Speaking } from './speaking.js';
import type { GatherStep } from './twiml/steps.js';

/** What became of a question. */
type Heard =
  | { readonly kind: 'keys'; readonly digits: string; readonly finishedOn: string }
  | { readonly kind: 'speech'; readonly text: string; readonly confidence: number }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'next'; readonly next: Next };

/** Puts questions and gathers the keys or the words that answer them. */
@Injectable()
export class Listening {
  constructor(
    private readonly speaking: Speaking,
    private readonly log: CallLog,
  ) {}

  async ask(live: LiveCall, question: GatherStep, replies: Replies | null): Promise<Next> {
    live.question = question;
    live.pressed = '';
    live.questions++;
    try {
      const heard = await this.hear(live, question, replies);
      this.note(live, heard);
      return follow(question, heard);
    } finally {
      live.question = null;
    }
  }

  private async hear(live: LiveCall, question: GatherStep, replies: Replies | null): Promise<Heard> {
    for (const prompt of question.prompts) {
      if ((await this.speaking.sayUntilAnswered(live, prompt)) === 'answered') break;
    }
    const silence = question.timeoutSeconds * 1_000;
    const reply = replies?.(question, live.questions) ?? null;
    // People do press in time; who takes longer is not heard.
    let signal = reply
      ? ((await live.next(live.after(Math.min(reply.afterMs, silence * 0.9)))) ?? reply.signal)
      : await live.next(live.after(silence));
    for (let digits = ''; ; signal = await live.next(live.after(silence))) {
      const gathered = gather(question, digits, signal);
      if (gathered.done) return gathered.done;
      live.pressed = digits = gathered.digits;
      this.log.touch();
    }
  }

  private note(live: LiveCall, heard: Heard): void {
    if (heard.kind === 'keys') this.speaking.write(live, 'keys', heard.digits + heard.finishedOn);
    else if (heard.kind === 'speech') this.speaking.write(live, 'spoke', heard.text);
    else if (heard.kind === 'nothing') this.speaking.write(live, 'note', 'Silence.');
    else this.speaking.noted(live, heard.next);
  }
}

interface Gathered {
  readonly digits: string;
  readonly done?: Heard;
}

/** Adds a signal to the digits so far; `null` is the silence that ends a question. */
function gather(question: GatherStep, digits: string, signal: CallSignal | null): Gathered {
  if (signal === null || signal.kind === 'silence') {
    return { digits, done: digits === '' ? { kind: 'nothing' } : { kind: 'keys', digits, finishedOn: '' } };
  }
  if (signal.kind === 'spoke' && question.inputs.includes('speech')) {
    return { digits, done: { kind: 'speech', text: signal.text, confidence: signal.confidence } };
  }
  if (signal.kind === 'keys' && question.inputs.includes('dtmf')) return press(question, digits, signal.keys);
  const next = meaningOf(signal);
  return next ? { digits, done: { kind: 'next', next } } : { digits };
}

function press({ finishOnKey, numDigits }: GatherStep, before: string, keys: string): Gathered {
  let digits = before;
  for (const key of keys) {
    // It ends what was begun; alone it is nothing.
    if (key === finishOnKey && digits !== '')
      return { digits, done: { kind: 'keys', digits, finishedOn: key } };
    if (key !== finishOnKey) digits += key;
    if (digits.length === numDigits) return { digits, done: { kind: 'keys', digits, finishedOn: '' } };
  }
  return { digits };
}

function follow(question: GatherStep, heard: Heard): Next {
  if (heard.kind === 'next') return heard.next;
  if (heard.kind === 'nothing' && !question.actionOnEmptyResult) return ON;
  return {
    kind: 'turn',
    turn: { kind: 'fetch', url: question.action, method: question.method, form: formOf(question, heard) },
  };
}

function formOf(question: GatherStep, heard: Exclude<Heard, { kind: 'next' }>): Record<string, string> {
  if (heard.kind === 'speech') {
    return {
      SpeechResult: heard.text,
      Confidence: heard.confidence.toFixed(8),
      Language: question.language,
    };
  }
  const digits = heard.kind === 'keys' ? heard.digits : '';
  const finishedOn = heard.kind === 'keys' ? heard.finishedOn : '';
  return { Digits: digits, FinishedOnKey: finishedOn, msg: 'Gather End' };
}

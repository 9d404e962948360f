import { Inject, Injectable } from '@nestjs/common';
import { SANDBOX_OPTIONS, type SandboxOptions } from '../sandbox.options.js';
import { CallLog } from './call-log.js';
import type { LiveCall } from './live-call.js';
import { meaningOf, ON, type Next } from './next.js';
import type { CallLine } from './stored-call.js';
import type { Prompt } from './twiml/steps.js';

/** Synthetic voices say about fifteen characters a second. */
const MS_PER_CHARACTER = 65;
const SHORTEST_MS = 800;
const PLAYED_MS = 5_000;

/** What is said, played and kept silent in a call, each for as long as it takes. */
@Injectable()
export class Speaking {
  constructor(
    private readonly log: CallLog,
    @Inject(SANDBOX_OPTIONS) private readonly options: Pick<SandboxOptions, 'clock'>,
  ) {}

  write(live: LiveCall, kind: CallLine['kind'], text: string, language: string | null = null): void {
    this.log.note(live.stored.id, {
      at: this.options.clock.now(),
      kind,
      text,
      ...(language === null ? {} : { language }),
    });
  }

  /** Says it to the end; keys that are pressed meanwhile are lost, as nobody has asked for any. */
  async say(live: LiveCall, prompt: Prompt): Promise<Next> {
    for (let time = 1; time <= timesOf(prompt); time++) {
      const until = this.start(live, prompt);
      for (let signal = await live.next(until); signal; signal = await live.next(until)) {
        const next = meaningOf(signal);
        if (next) return this.noted(live, next);
      }
    }
    return ON;
  }

  /** Says it until somebody answers; the answer is left for whoever listens. */
  async sayUntilAnswered(live: LiveCall, prompt: Prompt): Promise<'said' | 'answered'> {
    for (let time = 1; time <= timesOf(prompt); time++) {
      const signal = await live.next(this.start(live, prompt));
      if (!signal) continue;
      live.putBack(signal);
      return 'answered';
    }
    return 'said';
  }

  /** Writes down why a call is over. */
  noted(live: LiveCall, next: Next): Next {
    if (next.kind === 'over' && next.why !== null) this.write(live, 'note', next.why);
    return next;
  }

  private start(live: LiveCall, prompt: Prompt): number {
    if (prompt.kind === 'pause') return live.after(live.speech(prompt.seconds * 1_000));
    if (prompt.kind === 'play') {
      this.write(live, 'played', prompt.url);
      return live.after(live.speech(PLAYED_MS));
    }
    if (prompt.text !== '') this.write(live, 'said', prompt.text, prompt.language);
    return live.after(live.speech(Math.max(SHORTEST_MS, prompt.text.length * MS_PER_CHARACTER)));
  }
}

function timesOf(prompt: Prompt): number {
  return prompt.kind === 'pause' ? 1 : prompt.times;
}

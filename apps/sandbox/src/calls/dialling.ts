import { Injectable } from '@nestjs/common';
import { Dice } from '../agenda/dice.js';
import { CallLog } from './call-log.js';
import { newCall } from './new-call.js';
import type { LiveCall } from './live-call.js';
import { meaningOf, ON, type Next } from './next.js';
import { Speaking } from './speaking.js';
import type { FinalCallStatus, StoredCall } from './stored-call.js';
import type { DialStep } from './twiml/steps.js';

const NUMBER = /^\+[1-9]\d{6,14}$/;
/** Nobody talks longer, unless the document sets another limit. */
const LONGEST_TALK_MS = 600_000;

interface Leg {
  readonly status: FinalCallStatus;
  readonly seconds: number;
  /** What ended it, where that also ends or leads away the call itself. */
  readonly next: Next | null;
}

/** The second leg of a call that is handed over: somebody at the other number picks up, talks and hangs up. */
@Injectable()
export class Dialling {
  constructor(
    private readonly log: CallLog,
    private readonly dice: Dice,
    private readonly speaking: Speaking,
  ) {}

  async dial(live: LiveCall, step: DialStep): Promise<Next> {
    const number = step.numbers.find((one) => NUMBER.test(one));
    const child = this.log.add(this.child(live.stored, step, number ?? step.numbers[0] ?? ''));
    const leg = number
      ? await this.connect(live, step, child)
      : { status: 'failed' as const, seconds: 0, next: null };
    if (!number) this.speaking.write(live, 'fault', '13224 <Dial> cannot call a number of this form');
    this.log.patch(child.id, { status: leg.status, endedAt: Date.now(), durationSeconds: leg.seconds });
    if (leg.next) return this.speaking.noted(live, leg.next);
    this.speaking.write(
      live,
      'note',
      leg.status === 'completed' ? 'The other end hung up.' : 'Nobody answered.',
    );
    if (step.action === null) return ON;
    const form = {
      DialCallSid: child.id,
      DialCallStatus: leg.status,
      DialCallDuration: String(leg.seconds),
      DialBridged: String(leg.status === 'completed'),
    };
    return { kind: 'turn', turn: { kind: 'fetch', url: step.action, method: step.method, form } };
  }

  private async connect(live: LiveCall, step: DialStep, child: StoredCall): Promise<Leg> {
    this.log.patch(child.id, { status: 'ringing', startedAt: Date.now() });
    this.speaking.write(live, 'note', `Connecting to ${child.address} …`);
    const question = `dial|${child.address}|${live.stored.address}|${live.stored.sequence}`;
    // Whoever really has the receiver gets through; of simulated debtors one in ten does not.
    const misses = live.stored.holder === 'debtor' && this.dice.chance(question, 0.1);
    const rings = misses ? step.timeoutSeconds * 1_000 : this.dice.between(`rings|${question}`, 2_000, 9_000);
    const interrupted = await this.wait(live, live.speech(rings));
    if (interrupted) return { status: 'canceled', seconds: 0, next: interrupted };
    if (misses) return { status: 'no-answer', seconds: 0, next: null };
    this.log.patch(child.id, { status: 'in-progress' });
    this.speaking.write(live, 'note', `Connected to ${child.address}.`);
    const began = live.talkedMs;
    const next = await this.wait(live, this.talkMs(live, step, question));
    return { status: 'completed', seconds: Math.round((live.talkedMs - began) / 1_000), next };
  }

  /** The simulated debtor talks a while; whoever really has the receiver, until they hang up. */
  private talkMs(live: LiveCall, step: DialStep, question: string): number {
    const longest = step.timeLimitSeconds === null ? LONGEST_TALK_MS : step.timeLimitSeconds * 1_000;
    if (live.stored.holder !== 'debtor') return longest;
    return Math.min(longest, this.dice.between(`talks|${question}`, 40_000, 240_000));
  }

  private async wait(live: LiveCall, ms: number): Promise<Next | null> {
    const until = live.after(ms);
    for (let signal = await live.next(until); signal; signal = await live.next(until)) {
      // The other end hangs up, when a test lets it.
      if (signal.kind === 'silence') return null;
      const next = meaningOf(signal);
      if (next) return next;
    }
    return null;
  }

  private child(parent: StoredCall, step: DialStep, to: string): Omit<StoredCall, 'sequence'> {
    const order = {
      ...parent.order,
      to,
      from: step.callerId ?? parent.order.from,
      statusCallback: null,
      twiml: null,
      url: null,
    };
    return { ...newCall(order, parent.businessAt), parent: parent.id, status: 'initiated', read: true };
  }
}

import { Inject, Injectable } from '@nestjs/common';
import type { CallReaction } from '#domain';
import { SANDBOX_OPTIONS, type SandboxOptions } from '../sandbox.options.js';
import { AnswerDetection } from './answer-detection.js';
import { Attendance } from './attendance.js';
import { CallCallbacks } from './call-callbacks.js';
import { CallLog } from './call-log.js';
import { Conversation } from './conversation.js';
import type { LiveCall } from './live-call.js';
import { meaningOf } from './next.js';
import { Paces } from './pace.js';
import { SimulatedDebtor } from './simulated-debtor.js';
import { Speaking } from './speaking.js';
import type { AnsweredBy, FinalCallStatus, Holder } from './stored-call.js';
import type { Turn } from './turn.js';

const OFFERED_MS = 15_000;
/** Voicemail takes no longer messages. */
const MAILBOX_MS = 120_000;

interface PickedUp {
  readonly holder: Holder;
  readonly known: AnsweredBy | CallReaction['picksUp'];
}

/** One call from its first ring to its end: who picks up, what answered, what is talked. */
@Injectable()
export class Receiver {
  constructor(
    private readonly log: CallLog,
    private readonly attendance: Attendance,
    private readonly paces: Paces,
    private readonly debtor: SimulatedDebtor,
    private readonly detection: AnswerDetection,
    private readonly callbacks: CallCallbacks,
    private readonly conversation: Conversation,
    private readonly speaking: Speaking,
    @Inject(SANDBOX_OPTIONS) private readonly options: Pick<SandboxOptions, 'offeredMs'>,
  ) {}

  async take(live: LiveCall, reaction: CallReaction): Promise<FinalCallStatus> {
    const rung = await this.ring(live, reaction);
    if (typeof rung === 'string') return rung;
    const { order, id } = live.stored;
    this.log.patch(id, { status: 'in-progress', holder: rung.holder });
    live.begin(order.timeLimitSeconds * 1_000);
    this.callbacks.report(live.stored, 'answered');
    const isMachine = rung.known !== 'person' && rung.known !== 'human';
    if (isMachine) {
      this.speaking.write(live, 'note', 'Voicemail has answered.');
      live.limit(MAILBOX_MS);
    }
    const over = await this.findOutWhoAnswered(live, rung);
    if (over) return over;
    const answers =
      rung.holder === 'debtor' && !isMachine ? this.debtor.replies(live.stored, reaction) : null;
    return this.conversation.hold(live, firstTurn(live), answers);
  }

  /** Rings until somebody picks up, or until the call's time is over. */
  private async ring(live: LiveCall, reaction: CallReaction): Promise<PickedUp | FinalCallStatus> {
    const timeoutMs = live.stored.order.timeoutSeconds * 1_000;
    const inTime =
      reaction.afterMs < timeoutMs && (reaction.picksUp === 'person' || reaction.picksUp === 'machine');
    let holder = live.stored.holder ?? 'debtor';
    if (holder === 'debtor' && this.attendance.offer(live.stored.id)) {
      const rung = await this.offer(live).finally(() => this.attendance.withdraw(live.stored.id));
      if (rung) return rung;
      holder = live.stored.holder ?? 'debtor';
    }
    let until = live.after(holder === 'debtor' && inTime ? reaction.afterMs : timeoutMs);
    for (;;) {
      const signal = await live.next(until);
      if (signal?.kind === 'answer') return this.pickUp(live, signal.holder, signal.as);
      if (signal?.kind === 'decline') return this.declined(live);
      if (signal?.kind === 'end') return 'canceled';
      if (signal !== null) continue;
      if (holder !== 'debtor') return 'no-answer';
      // Somebody has opened the page while it rang: then it rings for them.
      holder = this.attendance.holderOf(live.stored.address);
      if (holder === 'debtor') return inTime ? { holder, known: reaction.picksUp } : 'no-answer';
      this.handTo(live, holder);
      until = live.after(timeoutMs);
    }
  }

  /** Rings where somebody looks at the phone; null when they let it ring. */
  private async offer(live: LiveCall): Promise<PickedUp | FinalCallStatus | null> {
    this.handTo(live, 'person');
    const until = live.after(this.options.offeredMs ?? OFFERED_MS);
    for (let signal = await live.next(until); signal; signal = await live.next(until)) {
      if (signal.kind === 'answer') return this.pickUp(live, signal.holder, signal.as);
      if (signal.kind === 'decline') return this.declined(live);
      if (signal.kind === 'end') return 'canceled';
    }
    this.handTo(live, this.attendance.holderOf(live.stored.address));
    return null;
  }

  private handTo(live: LiveCall, holder: Holder): void {
    this.log.patch(live.stored.id, { holder });
    live.goOnAt(this.paces.of(holder));
  }

  private pickUp(live: LiveCall, holder: Holder, known: AnsweredBy): PickedUp {
    live.goOnAt(this.paces.of(holder));
    return { holder, known };
  }

  private declined(live: LiveCall): FinalCallStatus {
    this.speaking.write(live, 'note', 'Declined.');
    return 'busy';
  }

  /** Holds up the conversation until it is known who answered, or finds out while it goes on. */
  private async findOutWhoAnswered(
    live: LiveCall,
    { holder, known }: PickedUp,
  ): Promise<FinalCallStatus | null> {
    const { order, id } = live.stored;
    if (order.machineDetection === null) return null;
    const { as, afterMs } = this.detection.detect(live.stored, known);
    // Who really has the receiver is not kept waiting.
    const tookMs = holder === 'debtor' ? afterMs : Math.min(afterMs, live.speech(1_000));
    if (order.asyncAmd) {
      this.log.patch(id, { answeredBy: as });
      this.callbacks.reportAnsweredBy(live.stored, as, tookMs);
      return null;
    }
    const until = live.after(tookMs);
    for (let signal = await live.next(until); signal; signal = await live.next(until)) {
      const next = meaningOf(signal);
      if (next?.kind === 'over') {
        this.speaking.noted(live, next);
        return next.status;
      }
      if (next) {
        live.putBack(signal);
        break;
      }
    }
    this.log.patch(id, { answeredBy: as });
    return null;
  }
}

function firstTurn({ stored: { order } }: LiveCall): Turn {
  if (order.twiml !== null) return { kind: 'twiml', twiml: order.twiml };
  return { kind: 'fetch', url: order.url ?? '', method: order.method, form: {} };
}

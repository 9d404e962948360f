import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { CallReaction } from '#domain';
import { Agenda } from '../agenda/agenda.js';
import { Dice } from '../agenda/dice.js';
import { SANDBOX_OPTIONS, type SandboxOptions } from '../sandbox.options.js';
import { Attendance } from './attendance.js';
import { CallCallbacks } from './call-callbacks.js';
import { CallLog } from './call-log.js';
import { LiveCall, type CallSignal } from './live-call.js';
import { newCall } from './new-call.js';
import { Paces } from './pace.js';
import { Receiver } from './receiver.js';
import { SimulatedDebtor } from './simulated-debtor.js';
import { isOver, type CallOrder, type FinalCallStatus, type StoredCall } from './stored-call.js';

/** After a start, the product's own doors open a moment later than the sandbox's. */
const DOORS_OPEN_MS = 1_500;

/** The telephone network behind the API: dials, lets it ring, connects and ends, in the pace of whoever answers. */
@Injectable()
export class VoiceNetwork implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('sandbox.calls');
  private readonly lives = new Map<string, LiveCall>();
  private closing = false;

  constructor(
    private readonly log: CallLog,
    private readonly agenda: Agenda,
    private readonly dice: Dice,
    private readonly callbacks: CallCallbacks,
    private readonly paces: Paces,
    private readonly attendance: Attendance,
    private readonly debtor: SimulatedDebtor,
    private readonly receiver: Receiver,
    @Inject(SANDBOX_OPTIONS) private readonly options: Pick<SandboxOptions, 'clock'>,
  ) {
    agenda.on<{ id: string }>('call.dial', ({ id }) => this.dial(id));
    agenda.on<{ id: string }>('call.connect', ({ id }) => this.connect(id));
  }

  /** Calls that do something right now, rather than wait for time or for somebody. */
  get pending(): number {
    let busy = 0;
    for (const live of this.lives.values()) if (!live.isWaiting) busy++;
    return busy;
  }

  live(id: string): LiveCall | undefined {
    return this.lives.get(id);
  }

  allLive(): Iterable<LiveCall> {
    return this.lives.values();
  }

  accept(order: CallOrder): StoredCall {
    const call = this.log.add(newCall(order, this.options.clock.now()));
    this.agenda.plan('call.dial', this.draw(call, 'queued', 200, 900), { id: call.id });
    return call;
  }

  /** Hands a signal to a call that rings or is talked in. A call that only waits to be dialled can be called off. */
  send(id: string, signal: CallSignal): 'sent' | 'not-live' {
    const live = this.lives.get(id);
    if (live) live.send(signal);
    else if (signal.kind === 'end' && this.waitsToRing(id))
      this.finish(this.log.find(id)!, signal.status, null);
    else return 'not-live';
    return 'sent';
  }

  /** Forgets every call, those that go on too. */
  async reset(): Promise<void> {
    this.attendance.leaveToTest([]);
    for (const live of this.lives.values()) live.send({ kind: 'end', status: 'canceled', why: 'Forgotten.' });
    this.lives.clear();
    await this.log.reset();
  }

  /** Nobody holds a receiver over a restart: what was talked in is completed, what was not yet, failed. */
  onApplicationBootstrap(): void {
    const cut = [...this.log.all()].filter((call) => !isOver(call.status));
    if (cut.length === 0) return;
    for (const call of cut) {
      const note = 'The line was cut: the sandbox was restarted.';
      this.log.note(call.id, { at: this.options.clock.now(), kind: 'note', text: note });
      const talked = call.status === 'in-progress';
      const seconds = Math.round((call.updatedAt - (call.startedAt ?? call.updatedAt)) / 1_000);
      this.settle(call, talked ? 'completed' : 'failed', talked ? seconds : null);
    }
    setTimeout(() => {
      for (const call of cut) if (!this.closing) this.callbacks.report(call, 'completed');
    }, DOORS_OPEN_MS).unref();
  }

  beforeApplicationShutdown(): void {
    this.closing = true;
  }

  private waitsToRing(id: string): boolean {
    const status = this.log.find(id)?.status;
    return status === 'queued' || status === 'initiated';
  }

  private dial(id: string): void {
    const call = this.log.find(id);
    if (call?.status !== 'queued') return;
    this.log.patch(id, { status: 'initiated', startedAt: Date.now() });
    this.callbacks.report(call, 'initiated');
    this.agenda.plan('call.connect', this.draw(call, 'connecting', 600, 2_500), { id });
  }

  /** A line that is engaged or that nobody has is heard of before anything rings. */
  private connect(id: string): void {
    const call = this.log.find(id);
    if (call?.status !== 'initiated') return;
    const reaction = this.debtor.meet(call);
    const holder = this.attendance.holderOf(call.address);
    if (holder === 'debtor' && (reaction.picksUp === 'busy' || reaction.picksUp === 'failed')) {
      return this.finish(call, reaction.picksUp, null);
    }
    this.log.patch(id, { status: 'ringing', holder });
    this.callbacks.report(call, 'ringing');
    const live = new LiveCall(call, this.paces.of(holder));
    this.lives.set(id, live);
    void this.carry(live, reaction);
  }

  private async carry(live: LiveCall, reaction: CallReaction): Promise<void> {
    let status: FinalCallStatus = 'failed';
    try {
      status = await this.receiver.take(live, reaction);
    } catch (error) {
      this.logger.warn(`call ${live.stored.id}: ${error instanceof Error ? error.message : String(error)}`);
    }
    if (this.lives.get(live.stored.id) === live && !this.closing) {
      this.lives.delete(live.stored.id);
      const talked = live.stored.status === 'in-progress';
      this.finish(live.stored, status, talked ? Math.round(live.talkedMs / 1_000) : null);
    }
    live.end();
  }

  private finish(call: StoredCall, status: FinalCallStatus, durationSeconds: number | null): void {
    this.settle(call, status, durationSeconds);
    this.callbacks.report(call, 'completed');
  }

  private settle(call: StoredCall, status: FinalCallStatus, durationSeconds: number | null): void {
    this.log.patch(call.id, { status, durationSeconds, endedAt: Date.now() });
  }

  private draw(call: StoredCall, what: string, low: number, high: number): number {
    return this.dice.between(`${what}|${call.address}|${call.sequence}`, low, high);
  }
}

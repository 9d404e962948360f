import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { SANDBOX_OPTIONS, type SandboxOptions } from '../sandbox.options.js';
import { InstantHeap, type Appointment } from './instant-heap.js';

type Handler = (data: unknown) => Promise<void> | void;

/** Things done at the same time at most; a clock that jumps a day must not open a thousand sockets at once. */
const AT_ONCE = 32;

/**
 * What will happen to messages and debtors, in business time. The clock may stand still, run 1,440 times as fast
 * or jump: the agenda only ever asks it for the present instant and does what is due.
 */
@Injectable()
export class Agenda implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('sandbox.agenda');
  private readonly heap = new InstantHeap();
  private readonly handlers = new Map<string, Handler>();
  private readonly running = new Set<Promise<void>>();
  private timer: NodeJS.Timeout | undefined;

  constructor(@Inject(SANDBOX_OPTIONS) private readonly options: Pick<SandboxOptions, 'clock'>) {}

  /** Declares who does things of this kind; two handlers of one kind are a mistake found at start. */
  on<Data>(kind: string, handler: (data: Data) => Promise<void> | void): void {
    if (this.handlers.has(kind)) throw new Error(`two handlers for sandbox agenda kind "${kind}"`);
    this.handlers.set(kind, handler as Handler);
  }

  /** Plans a thing `afterMs` of business time from now. */
  plan(kind: string, afterMs: number, data: unknown): void {
    this.planAt(kind, this.options.clock.now() + Math.max(0, afterMs), data);
  }

  planAt(kind: string, at: number, data: unknown): void {
    if (!this.handlers.has(kind)) throw new Error(`no handler for sandbox agenda kind "${kind}"`);
    this.heap.push({ at, kind, data });
  }

  /** Everything due and not finished: waiting to start, or under way. */
  get pending(): number {
    return this.heap.countUntil(this.options.clock.now()) + this.running.size;
  }

  /** Business instant of the next thing planned, due or not; null when nothing is. */
  get nextAt(): number | null {
    return this.heap.peek()?.at ?? null;
  }

  get planned(): readonly Appointment[] {
    return this.heap.all();
  }

  /** Starts what is due, as far as hands are free. */
  tick(): void {
    const now = this.options.clock.now();
    for (
      let next = this.heap.peek();
      next && next.at <= now && this.running.size < AT_ONCE;
      next = this.heap.peek()
    ) {
      this.heap.pop();
      this.start(next);
    }
  }

  /** Resolves when nothing is due any more at the clock's present instant. */
  async settle(): Promise<void> {
    for (this.tick(); this.running.size > 0; this.tick()) await Promise.race(this.running);
  }

  clear(): void {
    this.heap.clear();
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.tick(), 20);
    this.timer.unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await Promise.allSettled(this.running);
  }

  private start({ kind, data }: Appointment): void {
    const handler = this.handlers.get(kind);
    if (!handler) throw new Error(`no handler for sandbox agenda kind "${kind}"`);
    const work: Promise<void> = (async () => handler(data))()
      .catch((error: unknown) =>
        this.logger.warn(`${kind}: ${error instanceof Error ? error.message : String(error)}`),
      )
      .finally(() => {
        this.running.delete(work);
        this.tick();
      });
    this.running.add(work);
  }
}

import { BusinessClock, type ClockRow, type ClockStore } from '#contracts';
import type { ClockSetting } from '../config/clock-setting.js';
import { businessTime, DEMO_HEARTBEAT_MS, epochAtStart, reanchor } from './epoch.js';

/** The business clock of one process, told by the epoch row that all processes share (I10). */
export class SharedBusinessClock extends BusinessClock {
  private stopListening: (() => Promise<void>) | undefined;
  private heartbeat: NodeJS.Timeout | undefined;
  private readonly toldOfJumps = new Set<() => void>();

  private constructor(
    private readonly store: ClockStore,
    private row: ClockRow,
    private readonly machineNow: () => number,
    private readonly failed: (error: unknown) => void,
  ) {
    super();
  }

  /**
   * Sets the epoch when this process is the first, and follows it from then on.
   * @param failed is told when the row cannot be read or written later on; the clock goes on by the last row.
   * @throws PlainError when the database keeps another kind of time than the setting asks for.
   */
  static async start(
    store: ClockStore,
    setting: ClockSetting,
    failed: (error: unknown) => void,
    machineNow: () => number = Date.now,
  ): Promise<SharedBusinessClock> {
    const wanted = epochAtStart(setting, await store.find(), machineNow());
    if (wanted) await store.write(wanted);
    const clock = new SharedBusinessClock(store, await store.read(), machineNow, failed);
    await clock.follow();
    return clock;
  }

  now(): number {
    return businessTime(this.row, this.machineNow());
  }

  async refresh(): Promise<number> {
    const row = await this.store.read();
    const jumped = row.mode === 'stepped' && row.businessEpoch > this.row.businessEpoch;
    this.row = row;
    if (jumped) for (const told of [...this.toldOfJumps]) told();
    return this.now();
  }

  override onJump(jumped: () => void): () => void {
    this.toldOfJumps.add(jumped);
    return () => void this.toldOfJumps.delete(jumped);
  }

  async stop(): Promise<void> {
    clearInterval(this.heartbeat);
    await this.stopListening?.();
    this.stopListening = undefined;
  }

  private async follow(): Promise<void> {
    // Real time needs no telling, and saves every process a connection.
    if (this.row.mode === 'real') return;
    this.stopListening = await this.store.onChange(() => void this.refresh().catch(this.failed));
    if (this.row.mode !== 'demo') return;
    this.heartbeat = setInterval(() => {
      void this.store.write(reanchor(this.row, this.machineNow())).catch(this.failed);
    }, DEMO_HEARTBEAT_MS);
    this.heartbeat.unref();
  }
}

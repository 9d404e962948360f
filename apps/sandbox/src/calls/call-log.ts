import { Inject, Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Journal } from '../inbox/journal.js';
import { SANDBOX_OPTIONS, type SandboxOptions } from '../sandbox.options.js';
import { isOver, type CallLine, type CallPatch, type StoredCall } from './stored-call.js';

type CallLogEvent =
  | { kind: 'call'; call: StoredCall }
  | { kind: 'patch'; id: string; patch: CallPatch; updatedAt: number }
  | { kind: 'line'; id: string; line: CallLine };

/** Finished calls beyond this many are forgotten, the oldest first. */
const MOST_CALLS = 5_000;

/** Every call and what was said in it. State is the fold of its events, which the journal keeps. */
@Injectable()
export class CallLog implements OnModuleInit, BeforeApplicationShutdown {
  private readonly calls = new Map<string, StoredCall>();
  private readonly byAddress = new Map<string, StoredCall[]>();
  private readonly journal: Journal<CallLogEvent> | undefined;
  private sequence = 0;
  /** Grows with each change, so that the page knows when to redraw. */
  version = 0;

  constructor(@Inject(SANDBOX_OPTIONS) options: Pick<SandboxOptions, 'dataDir'>) {
    this.journal = options.dataDir ? new Journal(options.dataDir, 'sandbox-calls.ndjson') : undefined;
  }

  async onModuleInit(): Promise<void> {
    if (!this.journal) return;
    for await (const event of this.journal.read()) this.apply(event);
    if (this.journal.lines > 2 * this.calls.size + 200) await this.journal.rewrite(this.asEvents());
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.journal?.flush();
  }

  add(call: Omit<StoredCall, 'sequence'>): StoredCall {
    const stored = { ...call, sequence: this.sequence + 1 };
    this.record({ kind: 'call', call: stored });
    return stored;
  }

  patch(id: string, patch: CallPatch): void {
    if (this.calls.has(id)) this.record({ kind: 'patch', id, patch, updatedAt: Date.now() });
  }

  note(id: string, line: CallLine): void {
    if (this.calls.has(id)) this.record({ kind: 'line', id, line });
  }

  /** Something is shown otherwise that is not kept: keys that were pressed and not sent yet. */
  touch(): void {
    this.version++;
  }

  find(id: string): StoredCall | undefined {
    return this.calls.get(id);
  }

  /** Calls of one address, oldest first. */
  at(address: string): readonly StoredCall[] {
    return this.byAddress.get(address) ?? [];
  }

  addresses(): Iterable<string> {
    return this.byAddress.keys();
  }

  /** All calls kept, oldest first. */
  all(): Iterable<StoredCall> {
    return this.calls.values();
  }

  async reset(): Promise<void> {
    this.calls.clear();
    this.byAddress.clear();
    this.sequence = 0;
    this.version++;
    await this.journal?.erase();
  }

  private record(event: CallLogEvent): void {
    this.apply(event);
    this.journal?.append(event);
  }

  private apply(event: CallLogEvent): void {
    this.version++;
    if (event.kind === 'call') return this.keep(event.call);
    const call = this.calls.get(event.id);
    if (!call) return;
    if (event.kind === 'line') call.lines.push(event.line);
    else Object.assign(call, event.patch, { updatedAt: event.updatedAt });
  }

  private keep(call: StoredCall): void {
    this.sequence = Math.max(this.sequence, call.sequence);
    this.calls.set(call.id, call);
    const others = this.byAddress.get(call.address);
    if (others) others.push(call);
    else this.byAddress.set(call.address, [call]);
    if (this.calls.size > MOST_CALLS) this.forgetOldest();
  }

  private forgetOldest(): void {
    for (const oldest of this.calls.values()) {
      if (!isOver(oldest.status)) continue;
      this.calls.delete(oldest.id);
      const others = this.byAddress.get(oldest.address)?.filter(({ id }) => id !== oldest.id) ?? [];
      if (others.length > 0) this.byAddress.set(oldest.address, others);
      else this.byAddress.delete(oldest.address);
      return;
    }
  }

  private *asEvents(): Generator<CallLogEvent> {
    for (const call of this.calls.values()) yield { kind: 'call', call };
  }
}

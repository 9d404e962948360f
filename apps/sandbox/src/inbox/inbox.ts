import { Inject, Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { SANDBOX_OPTIONS, type SandboxOptions } from '../sandbox.options.js';
import { noCounts, type Counted, type Counters } from './counters.js';
import { Journal } from './journal.js';
import { weightOf, type MessagePatch, type StoredMessage } from './stored-message.js';

type InboxEvent =
  | { kind: 'message'; message: StoredMessage }
  | { kind: 'patch'; id: string; patch: MessagePatch }
  | { kind: 'counts'; counters: Partial<Counters> }
  | { kind: 'opt-out'; pair: string; out: boolean }
  | { kind: 'rcs'; number: string; capable: boolean | null };

type NewMessage<T> = T extends StoredMessage ? Omit<T, 'sequence'> : never;

/**
 * Everything that reached a debtor or came from one, on all channels. State is the fold of its events, which the
 * journal keeps; memory is bounded by count and by weight, the oldest go first.
 */
@Injectable()
export class Inbox implements OnModuleInit, BeforeApplicationShutdown {
  private readonly messages = new Map<string, StoredMessage>();
  private readonly byAddress = new Map<string, StoredMessage[]>();
  private readonly optOuts = new Set<string>();
  private readonly rcsPhones = new Map<string, boolean>();
  private readonly counted: Counters = noCounts();
  private readonly journal: Journal<InboxEvent> | undefined;
  private weight = 0;
  private sequence = 0;
  /** Grows with each change, so that the page knows when to redraw. */
  version = 0;

  constructor(@Inject(SANDBOX_OPTIONS) private readonly options: SandboxOptions) {
    this.journal = options.dataDir ? new Journal(options.dataDir, 'sandbox-inbox.ndjson') : undefined;
  }

  async onModuleInit(): Promise<void> {
    if (!this.journal) return;
    for await (const event of this.journal.read()) this.apply(event);
    if (this.journal.lines > 2 * this.messages.size + 200) await this.journal.rewrite(this.asEvents());
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.journal?.flush();
  }

  get counters(): Readonly<Counters> {
    return this.counted;
  }

  get lastSequence(): number {
    return this.sequence;
  }

  add(message: NewMessage<StoredMessage>): StoredMessage {
    const stored = { ...message, sequence: this.sequence + 1 } as StoredMessage;
    this.record({ kind: 'message', message: stored });
    return stored;
  }

  patch(id: string, patch: MessagePatch): void {
    if (this.messages.has(id)) this.record({ kind: 'patch', id, patch });
  }

  count(what: Counted): void {
    this.record({ kind: 'counts', counters: { [what]: this.counted[what] + 1 } });
  }

  optOut(pair: string, out: boolean): void {
    if (this.optOuts.has(pair) !== out) this.record({ kind: 'opt-out', pair, out });
  }

  isOptedOut(pair: string): boolean {
    return this.optOuts.has(pair);
  }

  /** Decides whether a number takes RCS, whatever its debtor's behaviour says; null leaves it to that again. */
  decideRcs(number: string, capable: boolean | null): void {
    this.record({ kind: 'rcs', number, capable });
  }

  /** What was decided about numbers and RCS. */
  get decidedRcs(): ReadonlyMap<string, boolean> {
    return this.rcsPhones;
  }

  find(id: string): StoredMessage | undefined {
    return this.messages.get(id);
  }

  /** Messages of one address, oldest first. */
  at(address: string): readonly StoredMessage[] {
    return this.byAddress.get(address) ?? [];
  }

  addresses(): Iterable<string> {
    return this.byAddress.keys();
  }

  /** All messages kept, oldest first. */
  all(): Iterable<StoredMessage> {
    return this.messages.values();
  }

  markRead(address: string): void {
    for (const message of this.at(address)) if (!message.read) this.patch(message.id, { read: true });
  }

  async reset(): Promise<void> {
    this.messages.clear();
    this.byAddress.clear();
    this.optOuts.clear();
    this.rcsPhones.clear();
    Object.assign(this.counted, noCounts());
    this.weight = 0;
    this.sequence = 0;
    this.version++;
    await this.journal?.erase();
  }

  private record(event: InboxEvent): void {
    this.apply(event);
    this.journal?.append(event);
  }

  private apply(event: InboxEvent): void {
    this.version++;
    if (event.kind === 'message') this.keep(event.message);
    else if (event.kind === 'patch') Object.assign(this.messages.get(event.id) ?? {}, event.patch);
    else if (event.kind === 'counts') Object.assign(this.counted, event.counters);
    else if (event.kind === 'rcs') this.keepRcs(event.number, event.capable);
    else if (event.out) this.optOuts.add(event.pair);
    else this.optOuts.delete(event.pair);
  }

  private keepRcs(number: string, capable: boolean | null): void {
    if (capable === null) this.rcsPhones.delete(number);
    else this.rcsPhones.set(number, capable);
  }

  private keep(message: StoredMessage): void {
    this.sequence = Math.max(this.sequence, message.sequence);
    this.messages.set(message.id, message);
    const thread = this.byAddress.get(message.address);
    if (thread) thread.push(message);
    else this.byAddress.set(message.address, [message]);
    this.weight += weightOf(message);
    this.forgetOldest();
  }

  private forgetOldest(): void {
    const { maxMessages = 20_000, maxBytes = 64 * 2 ** 20 } = this.options;
    while (this.messages.size > maxMessages || (this.weight > maxBytes && this.messages.size > 1)) {
      const oldest = this.messages.values().next().value;
      if (!oldest) return;
      this.messages.delete(oldest.id);
      this.weight -= weightOf(oldest);
      const thread = this.byAddress.get(oldest.address);
      thread?.shift();
      if (thread?.length === 0) this.byAddress.delete(oldest.address);
    }
  }

  private *asEvents(): Generator<InboxEvent> {
    for (const message of this.messages.values()) yield { kind: 'message', message };
    for (const pair of this.optOuts) yield { kind: 'opt-out', pair, out: true };
    for (const [number, capable] of this.rcsPhones) yield { kind: 'rcs', number, capable };
    yield { kind: 'counts', counters: this.counted };
  }
}

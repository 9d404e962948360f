import { randomBytes } from 'node:crypto';
import { Inject, Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Journal } from '../../inbox/journal.js';
import { SANDBOX_OPTIONS, type SandboxOptions } from '../../sandbox.options.js';
import type { ContentTypes, NewContent } from './content.schema.js';

/** A template as the provider keeps it. */
export interface Content {
  /** HX and 32 hex digits. */
  readonly sid: string;
  /** Order of creation, from 1. */
  readonly order: number;
  readonly friendlyName: string | null;
  readonly language: string;
  /** Samples by gap, shown where a message leaves a gap out. */
  readonly variables: Readonly<Record<string, string>>;
  readonly types: ContentTypes;
  /** Machine instant, epoch ms. */
  readonly createdAt: number;
}

type ContentEvent = { kind: 'content'; content: Content } | { kind: 'removed'; sid: string };

/** The account's templates. They outlive a restart, and a reset of the phones too: no sender makes them anew. */
@Injectable()
export class ContentStore implements OnModuleInit, BeforeApplicationShutdown {
  private readonly contents = new Map<string, Content>();
  private readonly journal: Journal<ContentEvent> | undefined;
  private order = 0;

  constructor(@Inject(SANDBOX_OPTIONS) { dataDir }: Pick<SandboxOptions, 'dataDir'>) {
    this.journal = dataDir ? new Journal(dataDir, 'sandbox-content.ndjson') : undefined;
  }

  async onModuleInit(): Promise<void> {
    if (!this.journal) return;
    for await (const event of this.journal.read()) this.apply(event);
    if (this.journal.lines > 2 * this.contents.size + 200) await this.journal.rewrite(this.asEvents());
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.journal?.flush();
  }

  add({ friendly_name, language, variables, types }: NewContent): Content {
    const content: Content = {
      sid: `HX${randomBytes(16).toString('hex')}`,
      order: this.order + 1,
      friendlyName: friendly_name ?? null,
      language,
      variables: variables ?? {},
      types,
      createdAt: Date.now(),
    };
    this.record({ kind: 'content', content });
    return content;
  }

  find(sid: string): Content | undefined {
    return this.contents.get(sid);
  }

  remove(sid: string): void {
    this.record({ kind: 'removed', sid });
  }

  /** Newest first. */
  all(): Content[] {
    return [...this.contents.values()].reverse();
  }

  private record(event: ContentEvent): void {
    this.apply(event);
    this.journal?.append(event);
  }

  private apply(event: ContentEvent): void {
    if (event.kind === 'removed') {
      this.contents.delete(event.sid);
      return;
    }
    this.contents.set(event.content.sid, event.content);
    this.order = Math.max(this.order, event.content.order);
  }

  private *asEvents(): Generator<ContentEvent> {
    for (const content of this.contents.values()) yield { kind: 'content', content };
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '#persistence';

interface OpenAttempt {
  id: string;
  messageId: string;
  provider: string;
}

/**
 * What a process that lives would have settled by then: it hands over within a second of the commit, and no sink
 * takes longer than a quarter of one.
 */
const SETTLED_MS = 1_500;
const PATIENCE_MS = 5_000;

/** Watches the window between an attempt's commit and its answer. */
export class OpenAttempts {
  /** Messages by mail whose attempt lost its process, or its database, before the answer was stored. */
  readonly cutOffMails = new Set<string>();
  /** The same of cards, some of which no look-up recognises. */
  readonly cutOffCards = new Set<string>();
  private readonly pending: Promise<void>[] = [];
  /** Attempts that were open at some kill: they count for the first one only. */
  private readonly counted = new Set<string>();
  private hits = 0;

  constructor(private readonly db: Database) {}

  /** Kills that left at least one attempt without an answer. */
  get killsInWindow(): number {
    return this.hits;
  }

  /** Waits until some attempt is committed and not answered. */
  async appear(): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    while (Date.now() < deadline) {
      const { rows } = await this.db.query(
        `SELECT FROM attempts WHERE outcome IS NULL AND committed_at > clock_timestamp() - interval '300 ms' LIMIT 1`,
      );
      if (rows.length > 0) return;
      await sleep(5);
    }
  }

  /** Called right after something was killed: finds out later which attempts that left behind. */
  afterKill(countsAsKill: boolean): void {
    this.pending.push(this.follow(countsAsKill));
  }

  async settle(): Promise<void> {
    await Promise.all(this.pending);
  }

  private async follow(countsAsKill: boolean): Promise<void> {
    const before = new Set((await this.read()).map(({ id }) => id));
    const fresh = new Set([...before].filter((id) => !this.counted.has(id)));
    for (const id of fresh) this.counted.add(id);
    await sleep(SETTLED_MS);
    const left = (await this.read()).filter(({ id }) => before.has(id));
    if (countsAsKill && left.some(({ id }) => fresh.has(id))) this.hits += 1;
    for (const { provider, messageId } of left) {
      if (provider === 'smtp') this.cutOffMails.add(messageId);
      if (provider === 'twilio-rcs') this.cutOffCards.add(messageId);
    }
  }

  /** Postgres may be down just now. */
  private async read(): Promise<OpenAttempt[]> {
    for (let tries = 1; ; tries += 1) {
      try {
        const { rows } = await this.db.query<OpenAttempt & Record<string, unknown>>(
          `SELECT id, message_id AS "messageId", provider FROM attempts
           WHERE outcome IS NULL AND committed_at > clock_timestamp() - interval '10 s'`,
        );
        return rows;
      } catch (error) {
        if (tries === 50) throw error;
        await sleep(200);
      }
    }
  }
}

import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Agent, request } from 'undici';
import { LocalNetwork } from './local-network.js';
import type { PostOutcome, RetryPlan } from './retry-plan.js';

export interface Webhook {
  readonly url: string;
  readonly body: string | Buffer;
  /** Made anew for each try, since some signatures carry the time. */
  readonly headers: () => Record<string, string>;
  readonly plan: RetryPlan;
}

/** Posts webhooks to us, each with its own retries. */
@Injectable()
export class WebhookPoster implements BeforeApplicationShutdown {
  private readonly logger = new Logger('sandbox.webhooks');
  private readonly agent = new Agent({ connections: 16, connectTimeout: 5_000 });
  private readonly stopping = new AbortController();
  private underWay = 0;

  constructor(private readonly network: LocalNetwork) {
    // Every webhook under way listens to it, and there is no telling how many they are.
    setMaxListeners(0, this.stopping.signal);
  }

  /** Webhooks posted or waiting for a retry. */
  get pending(): number {
    return this.underWay;
  }

  /** Resolves with the last outcome once it was accepted or given up. */
  async post(webhook: Webhook): Promise<PostOutcome> {
    if (!this.network.allows(webhook.url)) {
      this.logger.warn(`not posted, since it is outside this machine: ${new URL(webhook.url).host}`);
      return { kind: 'unreachable' };
    }
    this.underWay++;
    try {
      return await this.insist(webhook);
    } finally {
      this.underWay--;
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.agent.destroy();
  }

  private async insist(webhook: Webhook): Promise<PostOutcome> {
    const { plan } = webhook;
    const started = Date.now();
    let wait = plan.firstWaitMs;
    for (let retry = 0; ; retry++) {
      const outcome = await this.once(webhook);
      const late = Date.now() - started + wait > plan.totalMs;
      if (!plan.retryOn(outcome) || retry >= plan.retries || late || this.stopping.signal.aborted)
        return outcome;
      await sleep(wait, undefined, { signal: this.stopping.signal, ref: false }).catch(ignoreAbort);
      wait = Math.min(plan.longestWaitMs, wait * 2);
    }
  }

  private async once({ url, body, headers, plan }: Webhook): Promise<PostOutcome> {
    try {
      const answer = await request(url.replace(/#.*$/, ''), {
        method: 'POST',
        body,
        headers: headers(),
        headersTimeout: plan.readTimeoutMs,
        bodyTimeout: plan.readTimeoutMs,
        dispatcher: this.agent,
        signal: this.stopping.signal,
      });
      await answer.body.dump();
      return { kind: 'status', status: answer.statusCode };
    } catch (error) {
      return { kind: isTimeout(error) ? 'timed-out' : 'unreachable' };
    }
  }
}

function isTimeout(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT';
}

/** A wait that is cut short by the shutdown has nothing to tell. */
function ignoreAbort(error: unknown): void {
  if ((error as Error).name !== 'AbortError') throw error;
}

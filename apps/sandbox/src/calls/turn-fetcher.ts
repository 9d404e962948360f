import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Agent, request } from 'undici';
import { LocalNetwork } from '../outgoing/local-network.js';
import { twilioRetryPlan, type PostOutcome } from '../outgoing/retry-plan.js';
import { twilioSignature } from '../outgoing/signatures.js';
import { SANDBOX_OPTIONS, type SandboxOptions } from '../sandbox.options.js';
import type { HttpMethod } from './twiml/steps.js';

export interface Asked {
  readonly url: string;
  readonly method: HttpMethod;
  readonly form: Readonly<Record<string, string>>;
}

/** A document, or the error that Twilio's debugger would name. Source: twilio.com/docs/api/errors. */
export type Fetched =
  | { readonly kind: 'document'; readonly text: string }
  | { readonly kind: 'fault'; readonly code: 11200 | 11205 | 12300; readonly message: string };

/** Twilio reads no longer documents. */
const MOST_BYTES = 65_536;
const XML = /^(text|application)\/(xml|[\w.-]+\+xml)\b|^text\/html\b/i;

/**
 * Asks the product for the next turn of a call, signed as Twilio signs. Connections are kept, and as many turns are
 * fetched at once as calls ask for: a slow answer holds up its own call alone.
 */
@Injectable()
export class TurnFetcher implements BeforeApplicationShutdown {
  private readonly agent = new Agent({ connections: 256, connectTimeout: 5_000, keepAliveTimeout: 30_000 });

  constructor(
    private readonly network: LocalNetwork,
    @Inject(SANDBOX_OPTIONS) private readonly options: Pick<SandboxOptions, 'authToken'>,
  ) {}

  async beforeApplicationShutdown(): Promise<void> {
    await this.agent.destroy();
  }

  /** Tries again as the address's fragment asks (`#rc=2&rp=all`), by default once when nothing could be reached. */
  async fetch(asked: Asked): Promise<Fetched> {
    if (!this.network.allows(asked.url)) {
      return { kind: 'fault', code: 11205, message: 'the address is outside this machine' };
    }
    const plan = twilioRetryPlan(asked.url);
    const started = Date.now();
    for (let retry = 0; ; retry++) {
      const { outcome, fetched } = await this.once(asked, plan.readTimeoutMs);
      const late = Date.now() - started + plan.firstWaitMs > plan.totalMs;
      if (!plan.retryOn(outcome) || retry >= plan.retries || late) return fetched;
      await sleep(plan.firstWaitMs, undefined, { ref: false });
    }
  }

  private async once(asked: Asked, timeoutMs: number): Promise<{ outcome: PostOutcome; fetched: Fetched }> {
    const { url, method, form } = signable(asked);
    try {
      const answer = await request(url, {
        method,
        headers: {
          accept: '*/*',
          'user-agent': 'TwilioProxy/1.1 (Dunlin sandbox)',
          'x-twilio-signature': twilioSignature(this.options.authToken, url, form),
          ...(method === 'POST'
            ? { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' }
            : {}),
        },
        ...(method === 'POST' ? { body: new URLSearchParams(form).toString() } : {}),
        headersTimeout: timeoutMs,
        bodyTimeout: timeoutMs,
        dispatcher: this.agent,
      });
      const text = (await answer.body.text()).slice(0, MOST_BYTES);
      const fetched = judge(answer.statusCode, String(answer.headers['content-type'] ?? ''), text);
      return { outcome: { kind: 'status', status: answer.statusCode }, fetched };
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const slow = code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT';
      const message = slow ? `no answer within ${timeoutMs} ms` : 'nothing answers at the address';
      return {
        outcome: { kind: slow ? 'timed-out' : 'unreachable' },
        fetched: { kind: 'fault', code: slow ? 11200 : 11205, message },
      };
    }
  }
}

/** What is signed and sent: without the fragment, and the parameters of a GET in its query. */
function signable({ url, method, form }: Asked): Asked {
  const bare = url.replace(/#.*$/, '');
  if (method === 'POST') return { url: bare, method, form };
  const query = new URLSearchParams(form).toString();
  return { url: query ? `${bare}${bare.includes('?') ? '&' : '?'}${query}` : bare, method, form: {} };
}

function judge(status: number, type: string, text: string): Fetched {
  if (status < 200 || status > 299) {
    return { kind: 'fault', code: 11200, message: `the address answered with status ${status}` };
  }
  if (!XML.test(type)) {
    return { kind: 'fault', code: 12300, message: `a document of type "${type}" is no TwiML` };
  }
  return { kind: 'document', text };
}

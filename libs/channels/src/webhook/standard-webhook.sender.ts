import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { Agent, request } from 'undici';
import { type WebhookMessage, type WebhookResult, WebhookSender } from '#contracts';
import { isThisMachine } from './this-machine.js';

export interface WebhookSenderOptions {
  /** Until a connection is made, in milliseconds. */
  connectTimeoutMs?: number;
  /** Until the answer begins, and between its parts, in milliseconds. */
  answerTimeoutMs?: number;
  /** Finds the address of a host; the system’s, unless given. */
  lookup?: LookupFunction;
}

const NEAR = 'ELOOPBACK';
/** Whoever answers so wants no more of it. */
const GONE = 410;

/**
 * Sends webhooks as https://www.standardwebhooks.com describes them: signed, with an id that is the same at every try.
 * Redirects are not followed, and an address that turns out to be this machine is not called unless that is meant.
 */
export class StandardWebhookSender extends WebhookSender {
  private readonly outside: Agent;
  private readonly inside: Agent;

  constructor({
    connectTimeoutMs = 5_000,
    answerTimeoutMs = 15_000,
    lookup: find = lookup,
  }: WebhookSenderOptions = {}) {
    super();
    const patience = { headersTimeout: answerTimeoutMs, bodyTimeout: answerTimeoutMs, connections: 4 };
    this.outside = new Agent({
      ...patience,
      connect: { timeout: connectTimeoutMs, lookup: notThisMachine(find) },
    });
    this.inside = new Agent({ ...patience, connect: { timeout: connectTimeoutMs, lookup: find } });
  }

  async send({ id, url, secret, local, body }: WebhookMessage): Promise<WebhookResult> {
    // An address that is written as a number is never looked up.
    if (!local && isThisMachine(new URL(url).hostname)) return failed(NEAR);
    try {
      const now = new Date();
      const { statusCode, body: answer } = await request(url, {
        method: 'POST',
        dispatcher: local ? this.inside : this.outside,
        headers: {
          'content-type': 'application/json',
          'webhook-id': id,
          'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
          'webhook-signature': new Webhook(secret).sign(id, now, body),
        },
        body,
      });
      await answer.dump();
      return statusCode >= 200 && statusCode < 300
        ? { outcome: 'delivered' }
        : { outcome: 'failed', error: `http-${statusCode}`, retry: statusCode !== GONE };
    } catch (error) {
      return failed(codeOf(error));
    }
  }

  override async destroy(): Promise<void> {
    await Promise.all([this.outside.destroy(), this.inside.destroy()]);
  }
}

function failed(error: string): WebhookResult {
  return { outcome: 'failed', error, retry: error !== NEAR };
}

/** Codes alone: an error’s words may quote what it is about. */
function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'failed';
}

function notThisMachine(find: LookupFunction): LookupFunction {
  return (hostname, options, found) => {
    find(hostname, options, (error, address, family) => {
      if (error !== null) return found(error, address, family);
      const all = typeof address === 'string' ? [address] : address.map((each) => each.address);
      if (!all.some(isThisMachine)) return found(null, address, family);
      found(Object.assign(new Error('the address is this machine'), { code: NEAR }), '', 0);
    });
  };
}

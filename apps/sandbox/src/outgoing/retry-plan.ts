/** How a webhook ended: the receiver's status, or what kept us from getting one. */
export type PostOutcome =
  { kind: 'status'; status: number } | { kind: 'unreachable' } | { kind: 'timed-out' };

/** When and how often a webhook is tried again. All durations are machine time in milliseconds. */
export interface RetryPlan {
  /** Tries after the first. */
  readonly retries: number;
  readonly retryOn: (outcome: PostOutcome) => boolean;
  /** Wait before the first retry; it doubles from one to the next. */
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  readonly readTimeoutMs: number;
  /** No retry starts after this long. */
  readonly totalMs: number;
}

/** Payment providers insist for long: anything but a 2xx is tried again. */
export const INSISTENT: RetryPlan = {
  retries: 12,
  retryOn: (outcome) => outcome.kind !== 'status' || outcome.status < 200 || outcome.status > 299,
  firstWaitMs: 250,
  longestWaitMs: 15_000,
  readTimeoutMs: 10_000,
  totalMs: 180_000,
};

/**
 * Twilio's connection overrides, read from the fragment of a webhook URL: `rc` retry count (0–5, default 1), `rp`
 * retry policy (`4xx`, `5xx`, `ct`, `rt`, `all`, comma-separated, default `ct`), `rt` read time-out and `tt` total
 * time (100–15,000 ms). Source: twilio.com/docs/usage/webhooks/webhooks-connection-overrides.
 */
export function twilioRetryPlan(url: string): RetryPlan {
  const overrides = new URLSearchParams(new URL(url).hash.slice(1));
  const policies = new Set((overrides.get('rp') ?? 'ct').split(','));
  const all = policies.has('all');
  return {
    retries: within(overrides.get('rc'), 0, 5, 1),
    retryOn: (outcome) => {
      if (outcome.kind === 'unreachable') return all || policies.has('ct');
      if (outcome.kind === 'timed-out') return all || policies.has('rt');
      if (outcome.status >= 500) return all || policies.has('5xx');
      return outcome.status >= 400 && (all || policies.has('4xx'));
    },
    firstWaitMs: 300,
    longestWaitMs: 5_000,
    readTimeoutMs: within(overrides.get('rt'), 100, 15_000, 15_000),
    totalMs: within(overrides.get('tt'), 100, 15_000, 15_000),
  };
}

function within(given: string | null, low: number, high: number, otherwise: number): number {
  const value = Number(given ?? otherwise);
  return Number.isInteger(value) ? Math.min(high, Math.max(low, value)) : otherwise;
}

/**
 * A request that got no answer. `sent` tells whether a byte of it may have left: an unsent request is proved not
 * to have been accepted (I1), a sent one leaves doubt.
 */
export class TransportError extends Error {
  override readonly name = 'TransportError';

  constructor(
    readonly code: string,
    readonly sent: boolean,
    cause: unknown,
  ) {
    super(`No answer from the provider (${code}).`, { cause });
  }
}

/** The instant by which the request was to begin had passed; nothing of it left (I6). */
export class HandedOverLateError extends Error {
  override readonly name = 'HandedOverLateError';
}

/** HTTP 429: not processed. Kept apart from the SDK's own exception, which loses the Retry-After header. */
export class ThrottledError extends Error {
  override readonly name = 'ThrottledError';

  constructor(
    readonly code: string,
    readonly retryAfterMs: number | undefined,
  ) {
    super(`The provider asks to slow down (${code}).`);
  }
}

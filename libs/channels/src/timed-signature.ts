import { createHmac, timingSafeEqual } from 'node:crypto';

/** How far a signature's time may lie from ours, in milliseconds; beyond it a recorded request could be replayed. */
const TOLERANCE_MS = 300_000;

/**
 * Whether `t=<unix seconds>,v1=<hex>` signs this body: HMAC-SHA256 over "t.body". Several v1 parts are alternatives,
 * as while a secret is being changed.
 *
 * @param now machine instant, epoch ms
 */
export function isTimedSignature(
  secret: string,
  body: Buffer,
  header: string | undefined,
  now: number,
): boolean {
  const parts = (header ?? '').split(',').map((part) => part.trim());
  const time = parts.find((part) => part.startsWith('t='))?.slice(2) ?? '';
  if (!/^\d{1,12}$/.test(time) || Math.abs(now - Number(time) * 1000) > TOLERANCE_MS) return false;
  const expected = createHmac('sha256', secret).update(`${time}.`).update(body).digest();
  return parts.some((part) => part.startsWith('v1=') && equal(expected, Buffer.from(part.slice(3), 'hex')));
}

function equal(expected: Buffer, given: Buffer): boolean {
  return expected.length === given.length && timingSafeEqual(expected, given);
}

import { createHmac } from 'node:crypto';

/** The header of a timed signature, as whoever posts to us makes it; for specs. */
export function signedInTime(key: Buffer, body: Buffer, secondsAgo = 0): string {
  const seconds = Math.floor(Date.now() / 1000) - secondsAgo;
  const digest = createHmac('sha256', key.toString('hex')).update(`${seconds}.`).update(body).digest('hex');
  return `t=${seconds},v1=${digest}`;
}

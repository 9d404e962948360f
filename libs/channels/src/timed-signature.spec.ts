import { createHmac } from 'node:crypto';
import { isTimedSignature } from './timed-signature.js';

const BODY = Buffer.from('{"id":"evt_1"}');
const NOW = 1_800_000_000_000;

function sign(secret: string, seconds: number): string {
  const digest = createHmac('sha256', secret).update(`${seconds}.`).update(BODY).digest('hex');
  return `t=${seconds},v1=${digest}`;
}

describe('timed signatures', () => {
  it('hold for the body that they were made over', () => {
    const header = sign('secret', NOW / 1000);
    expect(isTimedSignature('secret', BODY, header, NOW)).toBe(true);
    expect(isTimedSignature('secret', Buffer.from('{"id":"evt_2"}'), header, NOW)).toBe(false);
    expect(isTimedSignature('other', BODY, header, NOW)).toBe(false);
  });

  it('hold for one of several keys, while they are being changed', () => {
    const [time, digest] = sign('secret', NOW / 1000).split(',');
    expect(isTimedSignature('secret', BODY, `${time},v1=00ff,${digest}`, NOW)).toBe(true);
  });

  it('grow old within five minutes, in both directions', () => {
    const header = sign('secret', NOW / 1000);
    expect(isTimedSignature('secret', BODY, header, NOW + 300_000)).toBe(true);
    expect(isTimedSignature('secret', BODY, header, NOW + 301_000)).toBe(false);
    expect(isTimedSignature('secret', BODY, header, NOW - 301_000)).toBe(false);
  });

  it.each([undefined, '', 'v1=00', 't=abc,v1=00', `t=${NOW / 1000}`, `t=${NOW / 1000},v1=zz`])(
    'are refused when they are none: %s',
    (header) => {
      expect(isTimedSignature('secret', BODY, header, NOW)).toBe(false);
    },
  );
});

import type { ExecutionContext } from '@nestjs/common';
import { ThisMachineGuard } from './this-machine.guard.js';

function admits(hostname: string, remoteAddress: string | undefined, headers = {}): boolean {
  const request = { headers, hostname, socket: { remoteAddress } };
  const context = { switchToHttp: () => ({ getRequest: () => request }) } as unknown as ExecutionContext;
  try {
    return new ThisMachineGuard().canActivate(context);
  } catch {
    return false;
  }
}

describe('what debtors received', () => {
  it.each(['127.0.0.1', '::ffff:127.0.0.1', '::1'])('is shown to this machine at %s', (address) => {
    expect(admits('localhost', address)).toBe(true);
  });

  it.each(['192.168.1.7', '::ffff:192.168.1.7', '172.17.0.1', '2001:db8::1', undefined])(
    'is shown to nobody at %s, though they write localhost for a name',
    (address) => {
      expect(admits('localhost', address)).toBe(false);
    },
  );

  it('is shown to nobody for whom a proxy on this machine asks', () => {
    expect(admits('localhost', '127.0.0.1', { 'x-forwarded-for': '198.51.100.7' })).toBe(false);
  });

  it('is not shown to a page of another site that leads here', () => {
    expect(admits('evil.example', '127.0.0.1')).toBe(false);
  });
});

import type { ServiceName } from '../config/services.js';
import { giveWay } from './give-way.js';

function lowered(services: ServiceName[]): boolean {
  let done = false;
  giveWay(services, () => void (done = true));
  return done;
}

describe('the place of a process among those that share its cores', () => {
  it('is behind the senders for one that only plans and writes', () => {
    expect(lowered(['scheduler'])).toBe(true);
    expect(lowered(['scheduler', 'personaliser'])).toBe(true);
  });

  it('stays for one on whose answer somebody waits, whatever else it does', () => {
    expect(lowered(['sender'])).toBe(false);
    expect(lowered(['tracker'])).toBe(false);
    expect(lowered(['scheduler', 'portal'])).toBe(false);
    expect(lowered(['scheduler', 'personaliser', 'sender', 'tracker', 'portal', 'console', 'sandbox'])).toBe(
      false,
    );
  });

  it('is no reason not to start, where it may not be changed', () => {
    const forbidden = (): never => {
      throw new Error('EACCES');
    };
    expect(() => giveWay(['scheduler'], forbidden)).not.toThrow();
  });
});

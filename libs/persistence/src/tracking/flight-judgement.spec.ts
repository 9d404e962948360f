import { judgeFlight, type StaleFlight } from './flight-judgement.js';

const flight = (more: Partial<StaleFlight> = {}): StaleFlight => ({
  messageStatus: 'planned',
  rendered: true,
  attempt: null,
  reported: false,
  ...more,
});

const attempt = (more: Partial<NonNullable<StaleFlight['attempt']>> = {}): StaleFlight['attempt'] => ({
  outcome: null,
  provedNotAccepted: false,
  abandoned: true,
  ...more,
});

describe('a flight whose lease has run out', () => {
  it('goes on from where it stopped', () => {
    expect(judgeFlight(flight({ rendered: false }))).toBe('render');
    expect(judgeFlight(flight())).toBe('send');
  });

  it.each(['refused', 'voided'] as const)('goes again after an attempt that was %s', (outcome) => {
    expect(judgeFlight(flight({ attempt: attempt({ outcome, provedNotAccepted: true }) }))).toBe('send');
  });

  it('waits while an attempt may be under way, and is in doubt afterwards', () => {
    expect(judgeFlight(flight({ attempt: attempt({ abandoned: false }) }))).toBe('wait');
    expect(judgeFlight(flight({ attempt: attempt() }))).toBe('doubt');
    expect(judgeFlight(flight({ attempt: attempt({ outcome: 'unknown' }) }))).toBe('doubt');
  });

  it('is never sent again while an attempt is in doubt, though its message was cancelled', () => {
    expect(judgeFlight(flight({ attempt: attempt(), messageStatus: 'cancelled' }))).toBe('doubt');
  });

  it('is accepted when a receipt names it', () => {
    expect(judgeFlight(flight({ attempt: attempt(), reported: true }))).toBe('accepted');
    expect(judgeFlight(flight({ attempt: attempt({ outcome: 'unknown' }), reported: true }))).toBe(
      'accepted',
    );
  });

  it.each(['cancelled', 'refused', 'undelivered', 'delivered', 'read'])(
    'lands when its message is %s',
    (status) => {
      expect(judgeFlight(flight({ messageStatus: status }))).toBe('landed');
    },
  );
});

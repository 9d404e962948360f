import { campaignText } from './campaign.fixture.js';
import { parseCampaign } from './parsing/parse-campaign.js';
import { isInPilot, judgePilot, type Pilot, type PilotCounts, pilotShare } from './pilot.js';

const pilot: Pilot = {
  share: 0.1,
  widen: [
    { afterDays: 7, share: 0.5 },
    { afterDays: 14, share: 1 },
  ],
  stop: { afterMessages: 50, optOuts: 0.05, failures: 0.3 },
};
const people = Array.from({ length: 3_000 }, (_, index) => `person-${index}`);

describe('a pilot', () => {
  it.each([
    [0, 0.1],
    [6, 0.1],
    [7, 0.5],
    [13, 0.5],
    [14, 1],
    [400, 1],
  ])('is open, %i days after the launch, to a share of %d', (days, share) => {
    expect(pilotShare(pilot, days)).toBe(share);
  });

  it('is open to everybody where there is none', () => {
    expect(pilotShare(undefined, 0)).toBe(1);
    expect(isInPilot('trial', 1, 'anybody')).toBe(true);
  });

  it('keeps whoever is in it when it widens', () => {
    const first = people.filter((person) => isInPilot('trial', 0.1, person));
    expect(first.length / people.length).toBeGreaterThan(0.08);
    expect(first.length / people.length).toBeLessThan(0.12);
    expect(first.every((person) => isInPilot('trial', 0.5, person))).toBe(true);
  });
});

describe('a pilot that goes badly', () => {
  const well: PilotCounts = { sent: 100, failed: 10, refused: 0, debtors: 80, optedOut: 2, disputed: 0 };

  it('is told by the limit that it has passed', () => {
    expect(judgePilot(pilot.stop, well)).toBeNull();
    expect(judgePilot(pilot.stop, { ...well, optedOut: 8 })).toEqual({
      limit: 'optOuts',
      share: 0.1,
      most: 0.05,
    });
    expect(judgePilot(pilot.stop, { ...well, failed: 40 })).toEqual({
      limit: 'failures',
      share: 0.4,
      most: 0.3,
    });
  });

  it('is not concluded from a few messages, nor by a limit that nobody set', () => {
    expect(judgePilot(pilot.stop, { ...well, sent: 49, optedOut: 40 })).toBeNull();
    expect(judgePilot(pilot.stop, { ...well, disputed: 80 })).toBeNull();
    expect(judgePilot(undefined, { ...well, optedOut: 80 })).toBeNull();
  });
});

describe('the pilot of a campaign file', () => {
  const faultsOf = (text: string): string[] => {
    const file = campaignText(`
  - { key: first, type: send, at: { dpd: 1, time: '10:00' }, channel: sms, template: overdue }
  - { key: done, type: end }`).replace('policies:', `pilot: ${text}\npolicies:`);
    const parsed = parseCampaign(file, 'trial.yaml');
    return 'faults' in parsed ? parsed.faults.map(({ path, message }) => `${path}: ${message}`) : [];
  };

  it('only grows, day by day', () => {
    expect(
      faultsOf('{ share: 0.1, widen: [{ afterDays: 7, share: 0.5 }], stop: { optOuts: 0.03 } }'),
    ).toEqual([]);
    expect(faultsOf('{ share: 0.5, widen: [{ afterDays: 7, share: 0.2 }] }')).toEqual([
      'pilot.widen: each share is to be larger than the one before it',
    ]);
    expect(
      faultsOf('{ share: 0.1, widen: [{ afterDays: 7, share: 0.2 }, { afterDays: 7, share: 0.3 }] }'),
    ).toEqual(['pilot.widen: days are to go forward']);
  });
});

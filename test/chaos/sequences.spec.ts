import type { JourneyLeg } from './journeys.js';
import { judgeSequence, shouldGoOn, type TakenLeg } from './sequences.js';

const ON_PROOF: JourneyLeg[] = [
  { channel: 'rcs', moveOnAfter: null },
  { channel: 'sms', moveOnAfter: null },
];
const UNCONFIRMED: JourneyLeg[] = [
  { channel: 'rcs', moveOnAfter: 6 },
  { channel: 'sms', moveOnAfter: null },
];

const leg = (legNo: number, at: number, more: Partial<TakenLeg> = {}): TakenLeg => ({
  legNo,
  at,
  arrives: false,
  toldAt: null,
  heardAt: null,
  ...more,
});

describe('legs at the sinks', () => {
  it('may follow one of which a callback or a look-up told that it failed, and not before', () => {
    const failed = leg(1, 0, { toldAt: 1_000 });
    expect(judgeSequence(ON_PROOF, [failed, leg(2, 1_000)])).toMatchObject({ fallbacks: 1, unfounded: 0 });
    expect(judgeSequence(ON_PROOF, [failed, leg(2, 999)])).toMatchObject({ fallbacks: 1, unfounded: 1 });
  });

  it('may not follow one of which nothing is known, however long ago it was', () => {
    expect(judgeSequence(ON_PROOF, [leg(1, 0), leg(2, 900_000)]).unfounded).toBe(1);
  });

  it('may follow one that was not confirmed in the time of its step, and not before', () => {
    expect(judgeSequence(UNCONFIRMED, [leg(1, 0), leg(2, 6_000)]).unfounded).toBe(0);
    expect(judgeSequence(UNCONFIRMED, [leg(1, 0), leg(2, 3_000)]).unfounded).toBe(1);
  });

  it('may not follow one that is known to have arrived', () => {
    const arrived = leg(1, 0, { arrives: true, toldAt: 1_000, heardAt: 1_000 });
    expect(judgeSequence(UNCONFIRMED, [arrived, leg(2, 8_000)]).needless).toBe(1);
    expect(judgeSequence(UNCONFIRMED, [{ ...arrived, heardAt: 7_500 }, leg(2, 8_000)]).needless).toBe(0);
  });

  it('may not go backwards, nor be taken twice', () => {
    expect(judgeSequence(UNCONFIRMED, [leg(1, 9_000), leg(2, 0)]).unfounded).toBe(1);
    expect(judgeSequence(ON_PROOF, [leg(1, 0), leg(1, 5)])).toMatchObject({ twice: true, fallbacks: 0 });
    expect(judgeSequence(ON_PROOF, [leg(1, 0)])).toMatchObject({ twice: false, fallbacks: 0 });
  });

  it('are followed when they are known to have failed, or are not confirmed in time', () => {
    expect(shouldGoOn(ON_PROOF, [leg(1, 0, { heardAt: 5 })])).toBe(true);
    expect(shouldGoOn(ON_PROOF, [leg(1, 0, { toldAt: 5 })])).toBe(false);
    expect(shouldGoOn(UNCONFIRMED, [leg(1, 0)])).toBe(true);
    expect(shouldGoOn(UNCONFIRMED, [leg(1, 0, { arrives: true, toldAt: 5 })])).toBe(false);
    expect(shouldGoOn(UNCONFIRMED, [leg(1, 0), leg(2, 6_000, { heardAt: 7_000 })])).toBe(false);
  });
});

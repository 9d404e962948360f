import { isForLead, raisedPriority, reasonToPass } from './pass-on.js';

const NOW = 1_000;
const later = { dueAt: NOW + 1, passings: 0 };
const present = { backFrom: NOW };

describe('work that nobody has claimed', () => {
  it('stays with whoever is there before it is due', () => {
    expect(reasonToPass(later, present, NOW, 2)).toBeNull();
  });

  it('passes on when its time has come, when its agent comes back too late, and when the agent has left', () => {
    expect(reasonToPass({ ...later, dueAt: NOW }, present, NOW, 2)).toBe('lapsed');
    expect(reasonToPass(later, { backFrom: NOW + 1 }, NOW, 2)).toBe('away');
    expect(reasonToPass(later, { backFrom: Infinity }, NOW, 2)).toBe('away');
    expect(reasonToPass(later, null, NOW, 2)).toBe('inactive');
  });

  it('stays with the lead once it was passed on as often as it may be, but not with one who has left', () => {
    const often = { dueAt: NOW, passings: 2 };
    expect(reasonToPass(often, present, NOW, 2)).toBeNull();
    expect(reasonToPass(often, present, NOW, 3)).toBe('lapsed');
    expect(reasonToPass(often, null, NOW, 2)).toBe('inactive');
    expect([isForLead(0, 1), isForLead(1, 2), isForLead(2, 2), isForLead(3, 2)]).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  it('grows more urgent by a step each time, and no more urgent than urgent', () => {
    expect([4, 3, 2, 1].map(raisedPriority)).toEqual([3, 2, 1, 1]);
  });
});

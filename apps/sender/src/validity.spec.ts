import { validitySecondsOf } from './validity.js';

describe('how long a message may take to arrive', () => {
  it.each([
    [10_000, 10],
    [59_999, 59],
    [400, 1],
    [3_600_000, 3_600],
    [90_000_000, 36_000],
    [Infinity, 36_000],
  ])('with %i ms left of the contact hours is %i s', (left, seconds) => {
    expect(validitySecondsOf(left)).toBe(seconds);
  });
});

import { SeenCases } from './seen-cases.js';

describe('the case numbers of a file', () => {
  it('are known again with the line on which they stood first', () => {
    const seen = new SeenCases();
    expect(seen.firstLine('a', 'B/1', 2)).toBeNull();
    expect(seen.firstLine('a', 'B/2', 3)).toBeNull();
    expect(seen.firstLine('a', 'B/1', 4)).toBe(2);
    expect(seen.firstLine('a', 'B/1', 5)).toBe(2);
  });

  it('are those of one creditor', () => {
    const seen = new SeenCases();
    expect(seen.firstLine('a', 'B/1', 2)).toBeNull();
    expect(seen.firstLine('b', 'B/1', 3)).toBeNull();
  });

  it('are all known again, however many there are', () => {
    const seen = new SeenCases();
    const lines = Array.from({ length: 50_000 }, (_, at) => at + 2);
    expect(lines.filter((line) => seen.firstLine('a', `B/${line}`, line) !== null)).toEqual([]);
    expect(lines.filter((line) => seen.firstLine('a', `B/${line}`, 1) !== line)).toEqual([]);
  });
});

import { FormTokens } from './form-token.js';

const tokens = new FormTokens(Buffer.from('k'.repeat(32)));
const link = Buffer.from('a'.repeat(32));
const session = Buffer.from('b'.repeat(32));

describe('a form token', () => {
  it('holds for the link or session that it was issued for, and for no other', () => {
    const forLink = tokens.issue({ link }, 0);
    const forSession = tokens.issue({ link, session }, 0);
    expect(tokens.holds(forLink, { link }, 1000)).toBe(true);
    expect(tokens.holds(forSession, { link, session }, 1000)).toBe(true);
    expect(tokens.holds(forLink, { link, session }, 1000)).toBe(false);
    expect(tokens.holds(forSession, { link }, 1000)).toBe(false);
    expect(tokens.holds(forLink, { link: session }, 1000)).toBe(false);
  });

  it('ends after twelve hours, and cannot be given a longer life', () => {
    const token = tokens.issue({ link }, 0);
    expect(tokens.holds(token, { link }, 13 * 3_600_000)).toBe(false);
    expect(tokens.holds(`zzzzzz.${token.split('.')[1]}`, { link }, 13 * 3_600_000)).toBe(false);
  });

  it.each(['', '.', 'x', 'x.y.z', '💥.💥'])('is not %p', (token) => {
    expect(tokens.holds(token, { link }, 0)).toBe(false);
  });
});

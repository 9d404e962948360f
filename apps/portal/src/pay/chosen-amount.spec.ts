import { chosenAmount } from './chosen-amount.js';

const range = { balanceMinor: 123_450, minimumMinor: 5_000 };
const part = (partAmount: string) => chosenAmount({ amount: 'part', partAmount }, range);

describe('the amount a debtor chooses', () => {
  it('is the whole balance when they say so', () => {
    expect(chosenAmount({ amount: 'full', partAmount: '' }, range)).toEqual({ ok: true, minor: 123_450 });
  });

  it.each([
    ['100', 10_000],
    ['100,5', 10_050],
    ['1 234,50', 123_450],
    ['1,234.50', 123_450],
    ['200 zł', 20_000],
    ['PLN 200.00', 20_000],
    ['200 грн', 20_000],
  ])('is a part typed as %s', (typed, minor) => {
    expect(part(typed)).toEqual({ ok: true, minor });
  });

  it.each([
    ['49,99', 'tooLittle'],
    ['1234,51', 'tooMuch'],
    ['', 'unreadable'],
    ['-100', 'unreadable'],
    ['a lot', 'unreadable'],
    ['1.234', 'unreadable'],
  ])('is refused when it is %p', (typed, problem) => {
    expect(part(typed)).toEqual({ ok: false, problem });
  });

  it('is asked for again when full was chosen and another amount typed', () => {
    expect(chosenAmount({ amount: 'full', partAmount: '100' }, range)).toEqual({
      ok: false,
      problem: 'both',
    });
  });

  it('is never a part where parts are not offered, nor guessed when nothing was chosen', () => {
    const whole = { ...range, minimumMinor: null };
    expect(chosenAmount({ amount: 'part', partAmount: '100' }, whole)).toEqual({
      ok: false,
      problem: 'choose',
    });
    expect(chosenAmount({}, range)).toEqual({ ok: false, problem: 'choose' });
  });
});

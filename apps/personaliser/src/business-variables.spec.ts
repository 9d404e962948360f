import type { MessageToRender } from '#persistence';
import { businessVariables, creditBureauOf } from './business-variables.js';
import { readLateRates } from './late-rates.js';

const rates = await readLateRates({ clock: { mode: 'stepped', at: 0 } });
const confirmed = await readLateRates({ clock: { mode: 'real' } });

const invoice = (number: string, dueDate: string, amountMinor: number, paidMinor = 0) => ({
  number,
  issuedDate: null,
  dueDate,
  amountMinor,
  paidMinor,
  currency: 'PLN',
});

const message = (changes: Partial<MessageToRender> = {}): MessageToRender =>
  ({
    kind: 'business',
    currency: 'PLN',
    title: 'Dostawy',
    due_date: '2025-12-12',
    balance_minor: 1_000_000,
    interest_minor: 0,
    costs_minor: 0,
    attributes: {},
    invoices: [invoice('FV/1', '2025-12-12', 1_000_000), invoice('FV/2', '2026-01-26', 400_000)],
    portfolio: { credit_bureau: 'Biuro' },
    ...changes,
  }) as MessageToRender;

describe('what a mail to a business may state', () => {
  // FV/1: 10,000.00 due 2025-12-12, sent on 2026-01-26: 19 days at 15.25 % (79.38356) and 26 at 14 % (99.72602) are
  // 179.11 (late-payment act, art. 7(1) and 11b); above 5,000 and below 50,000 zł EUR 70 (art. 10(1)) at 4.24 of
  // November 2025 are 296.80. FV/2 is due that very day: nothing yet.
  it('is interest and compensation of each invoice that is late, and their sums', () => {
    const { invoices, late } = businessVariables(message(), '2026-01-26', rates);
    expect(invoices).toMatchObject([
      {
        number: 'FV/1',
        daysPastDue: 45,
        openMinor: 1_000_000,
        interestMinor: 17_911,
        compensationMinor: 29_680,
      },
      { number: 'FV/2', daysPastDue: 0, openMinor: 400_000, interestMinor: 0, compensationMinor: 0 },
    ]);
    expect(late).toEqual({
      known: true,
      openMinor: 1_400_000,
      overdueMinor: 1_000_000,
      notDueMinor: 400_000,
      interestMinor: 17_911,
      compensationMinor: 29_680,
      totalMinor: 1_447_591,
    });
  });

  it('is less interest where a public health-care entity owes', () => {
    const attributes = { publicHealthEntity: true };
    const { late } = businessVariables(message({ attributes }), '2026-01-26', rates);
    expect(late.interestMinor).toBe(15_445);
  });

  it.each<[why: string, changes: Partial<MessageToRender>]>([
    ['the creditor states interest itself', { interest_minor: 100 }],
    ['the creditor states costs itself', { costs_minor: 100 }],
    ['no invoices are on record', { invoices: [] }],
  ])('is no figure where %s', (_, changes) => {
    const { invoices, late } = businessVariables(message(changes), '2026-01-26', rates);
    expect(late).toMatchObject({ known: false, interestMinor: 0, compensationMinor: 0 });
    expect(invoices.length).toBeGreaterThan(0);
  });

  it('is no figure that rests on a rate which nobody has confirmed, where mail reaches people', () => {
    expect(businessVariables(message(), '2026-01-26', confirmed).late.known).toBe(false);
  });

  it('leaves out invoices that are paid, and lists none for consumers', () => {
    const paid = message({
      invoices: [invoice('FV/1', '2025-12-12', 100, 100), invoice('FV/2', '2026-01-26', 5)],
    });
    expect(businessVariables(paid, '2026-01-26', rates).invoices.map(({ number }) => number)).toEqual([
      'FV/2',
    ]);
    expect(businessVariables(message({ kind: 'consumer' }), '2026-01-26', rates).invoices).toEqual([]);
  });
});

describe('a credit bureau', () => {
  it('is named to businesses that owe 500 zł or more and consumers that owe 200 zł, where the creditor reports to one', () => {
    expect(creditBureauOf(message({ balance_minor: 50_000 }))).toBe('Biuro');
    expect(creditBureauOf(message({ balance_minor: 49_999 }))).toBeNull();
    expect(creditBureauOf(message({ kind: 'consumer', balance_minor: 20_000 }))).toBe('Biuro');
    expect(creditBureauOf(message({ kind: 'consumer', balance_minor: 19_999 }))).toBeNull();
    expect(creditBureauOf(message({ currency: 'EUR' }))).toBeNull();
  });
});

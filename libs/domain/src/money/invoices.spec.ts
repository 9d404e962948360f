import fc from 'fast-check';
import { allocateToInvoices, openOf, type PayableInvoice } from './invoices.js';

const invoice = (number: string, dueDate: string, amountMinor: number, paidMinor = 0): PayableInvoice => ({
  id: `id-${number}`,
  number,
  dueDate,
  amountMinor,
  paidMinor,
});

const JANUARY = invoice('FV/1', '2026-01-10', 1_000);
const FEBRUARY = invoice('FV/2', '2026-02-10', 2_000, 500);
const MARCH = invoice('FV/3', '2026-03-10', 3_000);

describe('a payment against invoices', () => {
  it('pays the oldest due first, each in full before the next', () => {
    expect([...allocateToInvoices(2_000, [MARCH, JANUARY, FEBRUARY])]).toEqual([
      ['id-FV/1', 1_000],
      ['id-FV/2', 1_000],
    ]);
  });

  it('pays those first that its title names', () => {
    expect([...allocateToInvoices(3_500, [JANUARY, FEBRUARY, MARCH], new Set(['FV/3']))]).toEqual([
      ['id-FV/3', 3_000],
      ['id-FV/1', 500],
    ]);
  });

  it('gives no invoice more than is open of it, and nothing is lost but what is left over', () => {
    const dates = fc.constantFrom('2026-01-01', '2026-02-01', '2026-03-01');
    const invoices = fc.array(fc.tuple(dates, fc.nat(10_000), fc.nat(12_000)), { maxLength: 12 });
    fc.assert(
      fc.property(invoices, fc.nat(60_000), (rows, amount) => {
        const list = rows.map(([due, of, paid], index) => invoice(`N${index}`, due, of, paid));
        const taken = allocateToInvoices(amount, list);
        for (const each of list) expect(taken.get(each.id) ?? 0).toBeLessThanOrEqual(openOf(each));
        const open = list.reduce((sum, each) => sum + openOf(each), 0);
        const sum = [...taken.values()].reduce((total, part) => total + part, 0);
        expect(sum).toBe(Math.min(amount, open));
      }),
    );
  });
});

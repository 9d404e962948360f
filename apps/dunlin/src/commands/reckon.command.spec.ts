import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseLateRates } from '#domain';
import { projectDirectory } from '#platform';
import { reckonClaim } from './reckon.command.js';

const file = join(projectDirectory(), 'campaigns', 'rates', 'pl.yaml');
const parsed = parseLateRates(readFileSync(file, 'utf8'), file);
if (!parsed.ok) throw new Error('the rates are faulty');
const { rates } = parsed;

function run(
  amount: string,
  flags: Partial<Parameters<typeof reckonClaim>[2]>,
): { code: number; text: string } {
  const lines: string[] = [];
  const usual = { due: '2025-01-15', until: '2025-09-30', debtor: 'business' };
  const code = reckonClaim(rates, amount, { ...usual, ...flags }, (line) => lines.push(line));
  return { code, text: lines.join('\n') };
}

describe('dunlin reckon', () => {
  it('shows each stretch of days with its rate, what they come to, compensation and limitation', () => {
    const { code, text } = run('10 000,00', { claim: 'sale' });
    expect(code).toBe(0);
    expect(text).toBe(
      [
        '10000.00 PLN, due 2025-01-15, reckoned to 2025-09-30, owed by a business.',
        '  2025-01-16 to 2025-06-30   166 days at 15.75 %        716.301370',
        '  2025-07-01 to 2025-09-30    92 days at 15.25 %        384.383562',
        'Interest      1100.68 PLN, rounded once',
        'Compensation  EUR 70, 299.11 PLN',
        'Limitation    barred from 2028-01-01: 2 years (KC 554, sale by a business), unless interrupted or suspended',
      ].join('\n'),
    );
  });

  it('names what the tables lack instead of guessing', () => {
    const { code, text } = run('100', { due: '2026-06-20', until: '2026-07-20' });
    expect(code).toBe(1);
    expect(text).toContain('not known: the reference rate in force on 2026-07-01.');
  });

  it.each([
    [{ due: '2025-02-30' }, '--due takes a date'],
    [{ debtor: 'neighbour' }, '--debtor takes one of consumer, business, public-health, not "neighbour".'],
    [{ claim: 'bet' }, '--claim takes one of general'],
  ])('tells what is wrong with %j', (flags, words) => {
    expect(() => run('100', flags)).toThrow(words);
  });
});

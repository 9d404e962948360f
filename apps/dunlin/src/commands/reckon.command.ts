import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { PlainError } from '#contracts';
import {
  formatFault,
  type InterestDebtor,
  type LateRates,
  type LimitationClaim,
  limitationClaims,
  limitationOf,
  parseAmount,
  parseIsoDate,
  parseLateRates,
  reckon,
} from '#domain';
import { projectDirectory } from '#platform';
import type { Print, WithInstallation } from './register-command.js';

const EXIT_RECKONED = 0;
/** The tables do not say it for certain. */
const EXIT_NOT_KNOWN = 1;

const DEBTORS: readonly InterestDebtor[] = ['consumer', 'business', 'public-health'];

interface Flags {
  due: string;
  until: string;
  debtor: string;
  claim?: string;
  unconfirmed?: boolean;
}

/** `dunlin reckon <amount>`: interest for delay, compensation and limitation, line by line. Needs no database. */
export function registerReckon(program: Command, _with: WithInstallation, print: Print): void {
  program
    .command('reckon')
    .description('reckon interest for delay, compensation and limitation of a claim in Poland, line by line')
    .argument('<amount>', 'what is open, such as 1234.50')
    .requiredOption('--due <date>', 'when it fell due')
    .requiredOption('--until <date>', 'the day up to which interest is reckoned, itself included')
    .option('--debtor <who>', DEBTORS.join(', '), 'consumer')
    .option('--claim <kind>', `for the limitation: ${limitationClaims.join(', ')}`)
    .option('--unconfirmed', 'use entries marked L as well')
    .action(async (amount: string, flags: Flags) => {
      const file = join(projectDirectory(), 'campaigns', 'rates', 'pl.yaml');
      const parsed = parseLateRates(await readFile(file, 'utf8'), file, {
        acceptUnconfirmed: flags.unconfirmed === true,
      });
      if (!parsed.ok) throw new PlainError(parsed.faults.map(formatFault).join('\n'));
      process.exitCode = reckonClaim(parsed.rates, amount, flags, print);
    });
}

/** Prints the calculation; gives the exit code. */
export function reckonClaim(rates: LateRates, amount: string, flags: Flags, print: Print): number {
  const open = parseAmount(amount);
  if (!open.ok) throw new PlainError(`"${amount}" is no amount; write one such as 1234.50.`);
  const dueDate = dateOf('--due', flags.due);
  const until = dateOf('--until', flags.until);
  const debtor = oneOf('--debtor', flags.debtor, DEBTORS);
  const claim = flags.claim === undefined ? null : oneOf('--claim', flags.claim, limitationClaims);
  print(
    `${money(open.minor)} ${rates.file.currency}, due ${dueDate}, reckoned to ${until}, owed by ${WHO[debtor]}.`,
  );
  const known = [printInterest(rates, { amountMinor: open.minor, dueDate, until, debtor }, print)];
  if (claim !== null) known.push(printLimitation(rates, claim, dueDate, print));
  return known.every((each) => each) ? EXIT_RECKONED : EXIT_NOT_KNOWN;
}

/** Tells whether the tables say it for certain. */
function printInterest(rates: LateRates, of: Parameters<typeof reckon>[1], print: Print): boolean {
  const found = reckon(rates, of);
  if (!found.known) {
    print(`Interest      not known: ${found.missing}. Look it up and add it to campaigns/rates/pl.yaml.`);
    return false;
  }
  const { lines, interestMinor, compensation } = found.value;
  for (const { from, to, days, percent, parts } of lines) {
    const count = `${String(days).padStart(4)} ${days === 1 ? 'day ' : 'days'}`;
    print(
      `  ${from} to ${to}  ${count} at ${(percent / 100).toFixed(2).padStart(5)} %  ${(parts / 1_000_000).toFixed(6).padStart(16)}`,
    );
  }
  print(`Interest      ${money(interestMinor)} ${rates.file.currency}, rounded once`);
  if (compensation !== null) {
    print(`Compensation  EUR ${compensation.euro}, ${money(compensation.minor)} ${rates.file.currency}`);
  }
  return true;
}

function printLimitation(rates: LateRates, claim: LimitationClaim, dueDate: string, print: Print): boolean {
  const limitation = limitationOf(rates, claim, dueDate);
  if (!limitation.known) {
    print(`Limitation    not known: ${limitation.missing}`);
    return false;
  }
  const { barredOn, years, source } = limitation.value;
  print(
    `Limitation    barred from ${barredOn}: ${years} ${years === 1 ? 'year' : 'years'} (${source}), unless interrupted or suspended`,
  );
  return true;
}

const WHO: Readonly<Record<InterestDebtor, string>> = {
  consumer: 'a consumer',
  business: 'a business',
  'public-health': 'a public health-care entity',
};

function dateOf(option: string, text: string): string {
  if (parseIsoDate(text) === undefined)
    throw new PlainError(`${option} takes a date such as 2026-01-31, not "${text}".`);
  return text;
}

function oneOf<Value extends string>(option: string, text: string, known: readonly Value[]): Value {
  const found = known.find((each) => each === text);
  if (found === undefined) throw new PlainError(`${option} takes one of ${known.join(', ')}, not "${text}".`);
  return found;
}

function money(minor: number): string {
  return (minor / 100).toFixed(2);
}

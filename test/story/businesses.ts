import { addDays } from './local-time.js';
import { type Act, FIRST_DAY, type Size, type StoryCase, type StoryInvoice } from './story-case.js';

/** Days past due on the first day: from a week before the due date to past the hand-off, on all days of the week. */
const COHORTS: Readonly<Record<Size, readonly number[]>> = {
  short: [-7, 12],
  long: [-7, -3, 0, 5, 9, 12, 18, 27, 38, 50],
};
/** Those that the account manager still sees. */
const BEFORE_THE_MANAGER: typeof COHORTS = { short: [5], long: [-7, -3, 0, 5] };

type Traits = Partial<Omit<StoryCase, 'ref' | 'kind' | 'dueDate' | 'dpd'>>;

/** One case of each of these in every cohort. */
const EVERYWHERE: readonly Traits[] = [
  {},
  { approver: null, language: 'en' },
  { life: 'mailbox-refuses' },
  { life: 'pays-after-second', language: 'uk' },
];
/** One case of each of these in every cohort that comes to the account manager. */
const SEEN_BY_THE_MANAGER: readonly Traits[] = [
  { manager: 'rests' },
  { manager: 'closes' },
  { life: 'mailbox-bounces' },
];

const act = (dpd: number, ...acts: Act[]): [number, Traits] => [dpd, { acts }];

/** Cases that stand alone, each with its days past due on the first day. */
const ALONE: readonly [number, Traits][] = [
  act(-7, { does: 'dispute', dpd: 20, time: '12:30' }),
  act(18, { does: 'dispute', dpd: 40, time: '12:30' }),
  act(0, { does: 'cease', dpd: 29, time: '12:30' }),
  act(5, { does: 'hold', dpd: 13, time: '12:30', liftedDpd: 24, liftedTime: '12:30' }),
  act(12, { does: 'hold', dpd: 28, time: '12:30', liftedDpd: 48, liftedTime: '12:30' }),
  act(-3, { does: 'pay-by-api', dpd: 5, time: '12:30' }),
  act(0, { does: 'pay-by-file', dpd: 25, time: '12:30' }),
  act(27, { does: 'pay-by-api', dpd: 46, time: '07:30' }),
  act(-7, { does: 'pay-an-invoice', dpd: 17, time: '12:30' }),
  act(5, { does: 'pay-an-invoice', dpd: 25, time: '12:30' }),
  act(27, { does: 'pay-an-invoice', dpd: 35, time: '12:30' }, { does: 'pay-by-api', dpd: 50, time: '12:30' }),
  act(9, { does: 'promise', dpd: 16, time: '12:30', byDpd: 24 }),
  act(
    9,
    { does: 'promise', dpd: 16, time: '12:30', byDpd: 24 },
    { does: 'pay-by-api', dpd: 23, time: '12:30' },
  ),
  [0, { life: 'unreachable', manager: 'rests' }],
  [12, { life: 'unreachable', approver: null }],
  [5, { email: null, approver: null }],
  [12, { email: null }],
  [18, { phone: null }],
  [27, { phone: null, life: 'mailbox-bounces' }],
  [60, {}],
  [70, {}],
  [5, { phone: null, email: null, approver: null, keptOut: 'data-queue' }],
  [5, { invoices: [], principalMinor: 4_000, keptOut: 'not-in-audience' }],
];

/** The businesses, as many as wanted: those beyond what is told of here are silent. */
export function addBusinesses(cases: StoryCase[], size: Size, wanted: number): void {
  const before = cases.length;
  const add = (dpd: number, traits: Traits): void =>
    void cases.push(business(cases.length - before + 1, dpd, traits));
  for (const traits of EVERYWHERE) for (const dpd of COHORTS[size]) add(dpd, traits);
  for (const traits of SEEN_BY_THE_MANAGER) for (const dpd of BEFORE_THE_MANAGER[size]) add(dpd, traits);
  for (const [dpd, traits] of ALONE) add(dpd, traits);
  // One whose invoices do not come to what is owed.
  add(5, { invoices: invoicesOf(900, addDays(FIRST_DAY, -5)), keptOut: 'data-queue' });
  const told = cases.length - before;
  if (told > wanted) throw new Error(`${told} businesses, not ${wanted}`);
  for (let n = told; n < wanted; n += 1) add(n % 60, {});
}

function business(number: number, dpd: number, traits: Traits): StoryCase {
  const dueDate = addDays(FIRST_DAY, -dpd);
  const invoices = invoicesOf(number, dueDate);
  return {
    ref: `F/${String(number).padStart(3, '0')}`,
    kind: 'business',
    creditor: 'hurt-baltyk',
    person: 1_000 + number,
    dpd,
    dueDate,
    phone: `+48453${String(300_000 + number * 7)}`,
    email: `accounts${number}@example.org`,
    approver: `approver${number}@example.org`,
    language: 'pl',
    birthDate: null,
    postcode: `80-${String(100 + number)}`,
    pesel: null,
    nip: nipOf(number),
    principalMinor: invoices.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    invoices,
    timeBarredOn: null,
    life: 'silent',
    acts: [],
    manager: 'resumes',
    keptOut: null,
    ...traits,
  };
}

/** Two to four, of which the first falls due with the case and the others in the weeks after. */
function invoicesOf(number: number, dueDate: string): StoryInvoice[] {
  return Array.from({ length: 2 + (number % 3) }, (_none, index) => ({
    number: `FV/${number}/${index + 1}`,
    dueDate: addDays(dueDate, index * 6),
    amountMinor: 60_000 + number * 311 + index * 25_000,
  }));
}

const NIP_WEIGHTS = [6, 5, 7, 2, 3, 4, 5, 6, 7];

/** No tax office has the number 000. A check digit of ten does not exist: then the next number is taken. */
function nipOf(number: number): string {
  for (let last = 0; ; last += 1) {
    const digits = `000${String(number).padStart(3, '0')}${String(last).padStart(3, '0')}`;
    const check = NIP_WEIGHTS.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0) % 11;
    if (check < 10) return `${digits}${check}`;
  }
}

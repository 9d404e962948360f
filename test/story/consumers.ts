import { addDays } from './local-time.js';
import type { LifeName } from './lives.js';
import { type Act, type Creditor, FIRST_DAY, type Size, type StoryCase } from './story-case.js';

/** Days past due on the first day: between them the cases walk through every step and enter at every stage. */
const COHORTS: Readonly<Record<Size, readonly number[]>> = {
  short: [-3, 16],
  long: [-3, 0, 6, 11, 16, 24, 38, 52],
};
/** Those that a call on the seventh day, and the cards around it, still lie before. */
const BEFORE_THE_CALL: typeof COHORTS = { short: [0], long: [-3, 0, 6] };

type Traits = Partial<Omit<StoryCase, 'ref' | 'dueDate' | 'dpd'>>;
const NO_MAIL: Traits = { email: null };
const NO_PHONE: Traits = { phone: null };

/** One case of each of these in every cohort. */
const EVERYWHERE: readonly Traits[] = [
  { life: 'silent' },
  { life: 'silent', ...NO_MAIL, language: 'uk' },
  { life: 'silent', ...NO_PHONE, language: 'en' },
  { life: 'looks', language: 'uk' },
  { life: 'pays-at-once' },
  { life: 'pays-at-once', ...NO_MAIL, birthDate: null },
  { life: 'pays-after-second', postcode: null },
  { life: 'pays-in-part' },
  { life: 'replies-stop' },
  { life: 'replies-stop', ...NO_MAIL },
  { life: 'wrong-number' },
  { life: 'mailbox-bounces' },
  { life: 'mailbox-refuses' },
  { life: 'dead-phone' },
];

/** One case of each of these in every cohort that is called. */
const CALLED: readonly Traits[] = [
  { life: 'gets-cards', language: 'uk' },
  { life: 'cards-unconfirmed' },
  { life: 'pays-by-card', birthDate: null },
  { life: 'taps-stop' },
  { life: 'is-engaged' },
  { life: 'has-voicemail' },
  { life: 'says-nothing' },
  { life: 'cannot-show-who' },
  { life: 'wants-the-link', language: 'en' },
  { life: 'promises' },
  { life: 'wants-a-person' },
  { life: 'never-called-again' },
  { life: 'not-their-number' },
];

const silent = (dpd: number, act: Act): [number, Traits] => [dpd, { life: 'silent', acts: [act] }];

/** Cases that stand alone, each with its days past due on the first day. */
const ALONE: readonly [number, Traits][] = [
  // Held over one step, over two, and until a Sunday; outreach goes on with what was due last.
  silent(0, { does: 'hold', dpd: 6, time: '10:30', liftedDpd: 12, liftedTime: '13:00' }),
  silent(-3, { does: 'hold', dpd: 5, time: '10:30', liftedDpd: 17, liftedTime: '10:00' }),
  silent(0, { does: 'hold', dpd: 2, time: '12:30', liftedDpd: 6, liftedTime: '11:00' }),
  silent(24, { does: 'hold', dpd: 50, time: '12:30', liftedDpd: 62, liftedTime: '11:00' }),
  silent(11, { does: 'dispute', dpd: 15, time: '12:30' }),
  silent(-3, { does: 'dispute', dpd: 4, time: '16:30' }),
  silent(38, { does: 'dispute', dpd: 46, time: '12:30' }),
  silent(0, { does: 'cease', dpd: 5, time: '12:30' }),
  silent(16, { does: 'cease', dpd: 30, time: '08:30' }),
  silent(0, { does: 'pay-by-api', dpd: 10, time: '11:30' }),
  silent(6, { does: 'pay-by-api', dpd: 22, time: '12:30' }),
  silent(24, { does: 'pay-by-api', dpd: 59, time: '12:30' }),
  silent(-3, { does: 'pay-by-file', dpd: 0, time: '12:30' }),
  silent(6, { does: 'pay-by-file', dpd: 14, time: '17:30' }),
  silent(38, { does: 'pay-by-file', dpd: 60, time: '08:30' }),
  // Whoever promised on the seventh day pays before the reminder, or on the day after the promised one, within the grace.
  [-3, { life: 'promises', acts: [{ does: 'pay-by-api', dpd: 10, time: '11:30' }] }],
  [0, { life: 'promises', acts: [{ does: 'pay-by-api', dpd: 15, time: '11:30' }] }],
  [-3, { life: 'unreachable' }],
  [0, { life: 'unreachable', ...NO_MAIL }],
  [11, { life: 'unreachable', ...NO_PHONE }],
  [38, { life: 'unreachable' }],
  [0, { life: 'asks-to-stop', ...NO_MAIL }],
  [6, { life: 'asks-to-stop' }],
  [0, { life: 'asks-back' }],
  [24, { life: 'asks-back', language: 'en' }],
  [0, { life: 'taps-call-me' }],
  [6, { life: 'taps-call-me' }],
  // Older than the whole cadence.
  [80, { life: 'silent' }],
  [100, { life: 'silent' }],
  // Barred from a day in the middle of the story on.
  [0, { life: 'silent', timeBarredOn: '2026-02-10' }],
  [6, { life: 'silent', phone: '22 300 11 01', email: null, keptOut: 'data-queue' }],
  [6, { life: 'silent', phone: '22 300 11 02', keptOut: 'data-queue' }],
  [6, { life: 'silent', phone: null, email: null, keptOut: 'data-queue' }],
  [6, { life: 'silent', birthDate: null, postcode: null, keptOut: 'data-queue' }],
  [11, { life: 'silent', birthDate: null, postcode: null, keptOut: 'data-queue' }],
  [6, { life: 'silent', timeBarredOn: '2026-01-01', keptOut: 'data-queue' }],
  [38, { life: 'silent', timeBarredOn: FIRST_DAY, keptOut: 'data-queue' }],
  [6, { life: 'silent', principalMinor: 1_500, keptOut: 'not-in-audience' }],
  [0, { life: 'silent', principalMinor: 1_999, keptOut: 'not-in-audience' }],
];

/** Persons who owe to both creditors: days past due of the two cases, what is done about the first, and their life. */
const PAIRS: readonly [number, number, Act | null, LifeName?][] = [
  [-3, -3, null],
  [0, 6, null],
  [0, 11, null],
  [6, 11, null],
  [11, 11, { does: 'pay-by-api', dpd: 20, time: '12:30' }],
  [16, 24, { does: 'cease', dpd: 29, time: '12:30' }],
  [24, -3, { does: 'dispute', dpd: 31, time: '12:30' }],
  [38, 52, null],
  [0, 70, { does: 'hold', dpd: 8, time: '12:30', liftedDpd: 20, liftedTime: '12:30' }],
  // Said once, "never again" holds for the calls about the other debt as well.
  [6, -3, null, 'never-called-again'],
];

/** Adds a case of the story; its number makes it the same each time. */
export type AddCase = (dpd: number, traits: Traits) => void;

/** The consumers, as many as wanted: those beyond what is told of here are silent. */
export function addConsumers(cases: StoryCase[], size: Size, wanted: number): void {
  const add = (dpd: number, traits: Traits): void => void cases.push(consumer(cases.length + 1, dpd, traits));
  for (const traits of EVERYWHERE) for (const dpd of COHORTS[size]) add(dpd, traits);
  for (const traits of CALLED) for (const dpd of BEFORE_THE_CALL[size]) add(dpd, traits);
  for (const [dpd, traits] of ALONE) add(dpd, traits);
  for (const [first, second, act, life = 'silent'] of PAIRS) {
    const person = cases.length + 1;
    const shared: Traits = {
      person,
      phone: phoneOf(person),
      email: emailOf(person),
      life,
      pesel: peselOf(person),
      birthDate: birthDateOf(person),
    };
    add(first, { ...shared, creditor: 'zielona-dolina', acts: act === null ? [] : [act] });
    add(second, { ...shared, creditor: 'lacze-polnoc' });
  }
  if (cases.length > wanted) throw new Error(`${cases.length} consumers, not ${wanted}`);
  for (let n = cases.length; n < wanted; n += 1) add(n % 60, { life: 'silent' });
}

function consumer(number: number, dpd: number, traits: Traits): StoryCase {
  const creditor: Creditor = number % 3 === 0 ? 'lacze-polnoc' : 'zielona-dolina';
  return {
    ref: `S/${String(number).padStart(3, '0')}`,
    kind: 'consumer',
    creditor,
    person: number,
    dpd,
    dueDate: addDays(FIRST_DAY, -dpd),
    phone: phoneOf(number),
    email: emailOf(number),
    approver: null,
    language: 'pl',
    birthDate: birthDateOf(number),
    postcode: `00-${String(100 + number)}`,
    pesel: null,
    nip: null,
    principalMinor: 20_000 + number * 137,
    invoices: [],
    timeBarredOn: null,
    life: 'silent',
    acts: [],
    manager: 'rests',
    keptOut: null,
    ...traits,
  };
}

function phoneOf(number: number): string {
  return `+48451${String(200_000 + number * 7)}`;
}

function emailOf(number: number): string {
  return `debtor${number}@example.com`;
}

function birthDateOf(number: number): string {
  return `19${60 + (number % 30)}-0${1 + (number % 9)}-1${number % 10}`;
}

const PESEL_WEIGHTS = [1, 3, 7, 9, 1, 3, 7, 9, 1, 3];

function peselOf(number: number): string {
  const digits = birthDateOf(number).replaceAll('-', '').slice(2) + String(1_000 + number);
  const sum = PESEL_WEIGHTS.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

import { isoDateOf, normaliseNip, parseIsoDate } from '#domain';
import type { IdentityFacts } from '#contracts';
import { type Form, field } from '../http/form.js';

/** What a visitor typed to show who they are, in the form that facts are compared in. */
export interface Answers {
  caseRef: string;
  postcode: string;
  /** YYYY-MM-DD; empty when none was given. */
  birthDate: string;
  /** Ten digits, typed where the postcode is asked for; empty when what stands there is none. */
  nip: string;
}

export type AnswerFault = 'caseRef.missing' | 'oneOf.missing' | 'birthDate.unreadable';

/** Letters and digits alone, so that case, spaces and dashes do not matter. */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

const YEAR_FIRST = /^(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D*$/;
const DAY_FIRST = /^(\d{1,2})\D+(\d{1,2})\D+(\d{4})\D*$/;
const DIGITS_DAY_FIRST = /^(\d{2})(\d{2})(\d{4})$/;

/** A date as people in Europe write it, day before month; null when it is none or does not exist. */
export function readDate(text: string): string | null {
  const typed = text.trim();
  const yearFirst = YEAR_FIRST.exec(typed);
  if (yearFirst) return existing(yearFirst[1], yearFirst[2], yearFirst[3]);
  const dayFirst = DAY_FIRST.exec(typed) ?? DIGITS_DAY_FIRST.exec(typed);
  return dayFirst ? existing(dayFirst[3], dayFirst[2], dayFirst[1]) : null;
}

function existing(year = '', month = '', day = ''): string | null {
  const epochDay = parseIsoDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  return epochDay === undefined ? null : isoDateOf(epochDay);
}

/** Reads the form: a birth date in one field or in three. */
export function readAnswers(form: Form): { answers: Answers; faults: AnswerFault[] } {
  const parts = ['birthDay', 'birthMonth', 'birthYear'].map((name) => field(form, name));
  const typedDate = field(form, 'birthDate') || (parts.some((part) => part !== '') ? parts.join('.') : '');
  const birthDate = readDate(typedDate);
  const answers = {
    caseRef: plain(field(form, 'caseRef')),
    postcode: plain(field(form, 'postcode')),
    birthDate: birthDate ?? '',
    nip: normaliseNip(field(form, 'postcode')) ?? '',
  };
  const faults: AnswerFault[] = [];
  if (answers.caseRef === '') faults.push('caseRef.missing');
  if (typedDate !== '' && birthDate === null) faults.push('birthDate.unreadable');
  else if (answers.postcode === '' && answers.birthDate === '') faults.push('oneOf.missing');
  return { answers, faults };
}

/**
 * Which case the answers open: the one of that number whose postcode, birth date or NIP was given rightly.
 * `unprovable` is the case of that number about which none is known, so that no answer could be right.
 * @param nipKey keyed hash of the NIP that was typed, if one was
 */
export function matchAnswers(
  answers: Answers,
  cases: readonly IdentityFacts[],
  nipKey: Buffer | null = null,
): { outcome: 'match' | 'unprovable'; caseId: string } | { outcome: 'mismatch' } {
  const named = cases.find((facts) => plain(facts.caseRef) === answers.caseRef);
  if (!named) return { outcome: 'mismatch' };
  const postcode = plain(named.postcode ?? '');
  const birthDate = named.birthDate ?? '';
  if (postcode === '' && birthDate === '' && named.nipKey === null)
    return { outcome: 'unprovable', caseId: named.caseId };
  const right =
    (postcode !== '' && postcode === answers.postcode) ||
    (birthDate !== '' && birthDate === answers.birthDate) ||
    (named.nipKey !== null && nipKey !== null && named.nipKey.equals(nipKey));
  return right ? { outcome: 'match', caseId: named.caseId } : { outcome: 'mismatch' };
}

import {
  accountGroups,
  counted,
  formatDate,
  formatMoney,
  isoDateOf,
  type Currency,
  type Language,
  type MoneyFormat,
  requireIsoDate,
} from '#domain';
import type { Medium } from '../template-set.js';
import { remembered } from './remembered.js';
import type { Vocabulary } from './vocabulary.js';

/** Amounts, dates and counts in the language's own form. */
export function amountVocabulary(language: Language, medium: Medium): Vocabulary {
  const spaces = SPACES[medium];
  const amountsIn = remembered((currency: Currency) =>
    remembered((minor: number) => formatMoney(minor, currency, language, { spaces })),
  );
  const longDate = remembered((iso: string) => formatDate(iso, language, 'long'));
  const shortDate = remembered((iso: string) => formatDate(iso, language, 'short'));
  return {
    /** `{{money case.balanceMinor case.currency}}`: minor units to "1 234,50 zł". */
    money: (minor: number, currency: Currency) => amountsIn(currency)(minor),
    /** `{{account creditor.bankAccount}}`: in groups of four, as people copy it. */
    account: remembered((account: string) => accountGroups(account).join(' ')),
    /** `{{date case.dueDate}}` in words, `{{date case.dueDate "short"}}` in figures. */
    date: (iso: string, style: unknown) => (style === 'short' ? shortDate(iso) : longDate(iso)),
    /** `{{dateAfter today 7}}`: the day so many days later, in words. */
    dateAfter: (iso: string, days: number) => longDate(isoDateOf(requireIsoDate(iso) + days)),
    /** `{{days case.daysPastDue}}`: "1 dzień", "2 dni", "5 dni". */
    days: remembered((count: number) => counted(language, count, DAYS[language])),
  };
}

/** One no-break space would turn a whole SMS into UCS-2; plain text has no use for it either. */
const SPACES: Readonly<Record<Medium, MoneyFormat['spaces']>> = {
  html: 'no-break',
  text: 'plain',
  subject: 'plain',
  sms: 'ungrouped',
  card: 'plain',
  speech: 'ungrouped',
};

const DAYS: Readonly<Record<Language, readonly string[]>> = {
  pl: ['dzień', 'dni', 'dni'],
  en: ['day', 'days'],
  uk: ['день', 'дні', 'днів'],
};

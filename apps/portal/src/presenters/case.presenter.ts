import type { PortalCase } from '#contracts';
import { accountGroups, daysPastDue, stageOfDpd } from '#domain';
import type { TextKey } from '../language/texts.js';
import { isoDateIn, type Wording } from '../language/wording.js';
import { whatWasAgreed } from './agreed.js';
import { outreachRests, type WhatNext, whatNext } from './case-standing.js';
import { channelWords } from './channel-words.js';
import { invoiceLines } from './invoice-lines.js';

/** How many of the latest messages are listed one by one. */
const LISTED = 5;

/** The words and figures of an open case. */
export function describeCase(record: PortalCase, wording: Wording, now: number) {
  const { zone } = record.creditor;
  const dpd = daysPastDue(record.dueDate, isoDateIn(zone, now));
  const next = whatNext(record, now);
  const agreed = whatWasAgreed(record, wording);
  const date = record.plan?.dueAt ? wording.dateAt(record.plan.dueAt, zone) : '';
  return {
    title: record.title,
    currency: record.currency,
    balance: wording.money(record.balanceMinor, record.currency),
    dueDate: wording.t('case.dueDate', { date: wording.date(record.dueDate) }),
    agreed,
    // While something agreed stands, nothing on the page presses.
    dueWords: agreed === null ? dueWords(dpd, wording) : '',
    rests: outreachRests(next),
    stage: stageWords(record, dpd, { next, agreed: agreed !== null }, wording),
    sent: sentMessages(record, wording),
    next: wording.t(`next.${next}`, { date }),
    invoices: invoiceLines(record, wording, now),
    sum: howItCameAbout(record, wording),
    bank: bankTransfer(record, wording),
    ...creditorContact(record, wording),
  };
}

function dueWords(dpd: number, wording: Wording): string {
  if (dpd === 0) return wording.t('case.dueToday');
  return dpd > 0 ? wording.t('case.overdue', { n: dpd }) : wording.t('case.dueIn', { n: -dpd });
}

/** Stages that a step taken opens; the others follow from the age of the debt. */
const RECORDED: Readonly<Record<string, TextKey>> = {
  pre_legal: 'stage.pre_legal',
  legal: 'stage.legal',
  enforcement: 'stage.enforcement',
};

/** Null where no message goes out and the stage speaks of nothing else: it would contradict what is said next. */
function stageWords(
  record: PortalCase,
  dpd: number,
  { next, agreed }: { next: WhatNext; agreed: boolean },
  wording: Wording,
): string | null {
  if (!outreachRests(next)) return wording.t(agreed ? 'agreed.stage' : stageKey(record.stage, dpd));
  const decidedByPerson = record.stage === 'legal' || record.stage === 'enforcement';
  return decidedByPerson ? wording.t(stageKey(record.stage, dpd)) : null;
}

/** What the stage means, and no more: what was really done stands in the list of messages. */
function stageKey(recorded: string | null, dpd: number): TextKey {
  const taken = RECORDED[recorded ?? ''];
  if (taken) return taken;
  const stage = stageOfDpd(dpd);
  return stage === 'pre_due' || stage === 'early' || stage === 'mid' ? `stage.${stage}` : 'stage.late';
}

function sentMessages(record: PortalCase, wording: Wording) {
  const n = record.messages.length;
  if (n === 0) return null;
  const latest = record.messages.slice(-LISTED).reverse();
  return {
    summary: wording.t('stage.sent', { n }),
    latest: latest.map(({ at, channel }) => ({
      date: wording.dateAt(at, record.creditor.zone),
      channel: wording.t(channelWords(channel).nameKey),
    })),
    earlier: n > LISTED ? wording.t('stage.earlier', { n: n - LISTED }) : null,
  };
}

interface SumLine {
  label: string;
  amount: string;
}

/** The lines that add up to the balance: what was owed, then each payment. */
export function howItCameAbout(record: PortalCase, wording: Wording): SumLine[] {
  const { currency, payments } = record;
  const line = (label: string, minor: number): SumLine => ({
    label,
    amount: signed(minor, currency, wording),
  });
  const owed = record.principalMinor + record.interestMinor + record.costsMinor;
  const paid = payments.reduce((sum, payment) => sum + payment.amountMinor, 0);
  const other = record.balanceMinor - owed + paid;
  return [
    line(wording.t('sum.principal'), record.principalMinor),
    ...(record.interestMinor > 0 ? [line(wording.t('sum.interest'), record.interestMinor)] : []),
    ...(record.costsMinor > 0 ? [line(wording.t('sum.costs'), record.costsMinor)] : []),
    ...payments.map((payment) =>
      line(wording.t('sum.payment', { date: wording.date(payment.paidOn) }), -payment.amountMinor),
    ),
    ...(other !== 0 ? [line(wording.t('sum.otherPaid'), other)] : []),
  ];
}

/** With a true minus sign, which does not look like a hyphen. */
function signed(minor: number, currency: string, wording: Wording): string {
  const amount = wording.money(Math.abs(minor), currency);
  return minor < 0 ? `\u2212${amount}` : amount;
}

/** What a bank transfer needs; null when the creditor has given no account. */
export function bankTransfer(record: PortalCase, wording: Wording, amountMinor = record.balanceMinor) {
  const { bankAccount, name } = record.creditor;
  if (!bankAccount) return null;
  return {
    recipient: name,
    account: accountGroups(bankAccount),
    reference: record.ref,
    amount: wording.money(amountMinor, record.currency),
  };
}

export function creditorContact(record: PortalCase, wording: Wording) {
  const { creditor } = record;
  const website = creditor.website && /^https?:\/\//.test(creditor.website) ? creditor.website : null;
  const entries = [
    {
      key: 'contact.phone',
      value: creditor.phone,
      href: creditor.phone && `tel:${creditor.phone.replace(/[^\d+]/g, '')}`,
    },
    { key: 'contact.email', value: creditor.email, href: creditor.email && `mailto:${creditor.email}` },
    { key: 'contact.website', value: creditor.website, href: website },
  ] as const;
  return {
    creditor: { name: creditor.name, address: creditor.address },
    contact: entries
      .filter(({ value }) => value)
      .map(({ key, value, href }) => ({ label: wording.t(key), value, href })),
  };
}

/** The creditor's legal footer in the page's language, as configured; null when there is none. */
export function legalFooter(record: PortalCase, wording: Wording): string | null {
  const { legalFooter: byLanguage } = record.creditor;
  const own = byLanguage[wording.language];
  return typeof own === 'string' ? own : null;
}

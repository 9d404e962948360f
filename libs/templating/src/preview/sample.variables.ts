import type { InvoiceVariables, Language, LateVariables, TemplateVariables } from '#domain';

const TITLES: Record<Language, string> = {
  pl: 'Faktura nr 2026/10/0417 za usługi internetowe',
  en: 'Invoice no. 2026/10/0417 for internet services',
  uk: 'Рахунок № 2026/10/0417 за послуги інтернету',
};

const DEBTORS: Record<Language, TemplateVariables['debtor']> = {
  pl: { name: 'Anna Przykładowa', formOfAddress: 'female' },
  en: { name: 'Sam Example', formOfAddress: 'neutral' },
  uk: { name: 'Олександр Приклад', formOfAddress: 'male' },
};

const SAMPLE_INVOICES: readonly InvoiceVariables[] = [
  ['FV/2026/09/0112', '2026-09-30', '2026-10-14', 34, 40_000, 522],
  ['FV/2026/10/0417', '2026-10-29', '2026-11-12', 5, 83_450, 160],
].map(([number, issuedDate, dueDate, daysPastDue, openMinor, interestMinor]) => ({
  number: String(number),
  issuedDate: String(issuedDate),
  dueDate: String(dueDate),
  daysPastDue: Number(daysPastDue),
  openMinor: Number(openMinor),
  currency: 'PLN',
  interestMinor: Number(interestMinor),
  compensationEuro: 40,
  compensationMinor: 16_960,
}));

/** What the figures of these invoices come to. */
export function lateOf(invoices: readonly InvoiceVariables[]): LateVariables {
  const sum = (of: (invoice: InvoiceVariables) => number): number =>
    invoices.reduce((total, invoice) => total + of(invoice), 0);
  const openMinor = sum((invoice) => invoice.openMinor);
  const interestMinor = sum((invoice) => invoice.interestMinor);
  const compensationMinor = sum((invoice) => invoice.compensationMinor);
  const totalMinor = openMinor + interestMinor + compensationMinor;
  const overdueMinor = sum(({ daysPastDue, openMinor: open }) => (daysPastDue > 0 ? open : 0));
  const notDueMinor = openMinor - overdueMinor;
  return { known: true, openMinor, overdueMinor, notDueMinor, interestMinor, compensationMinor, totalMinor };
}

function caseOf(
  ref: string,
  title: string,
  balanceMinor: number,
  dueDate: string,
  daysPastDue: number,
): NonNullable<TemplateVariables['cases']>[number] {
  return { ref, title, balanceMinor, currency: 'PLN', dueDate, daysPastDue, stage: 'early' };
}

/** A realistic case of a fictitious creditor, for previews: 5 days past due, partly paid. */
export function sampleVariables(language: Language): TemplateVariables {
  return {
    creditor: {
      name: 'Łącze Północ sp. z o.o.',
      phone: '+48 22 300 00 00',
      email: 'kontakt@lacze-polnoc.example',
      website: 'lacze-polnoc.example',
      legalFooter:
        'Łącze Północ sp. z o.o., ul. Przykładowa 1, 00-001 Warszawa. KRS 0000000000, NIP 000-000-00-00, Sąd Rejonowy dla m.st. Warszawy',
      bankAccount: 'PL00 0000 0000 0000 0000 0000 0000',
      address: 'ul. Przykładowa 1, 00-001 Warszawa',
      takesReplies: true,
      creditBureau: 'Rejestr Przykładowy BIG S.A., ul. Wzorcowa 2, 00-002 Warszawa',
    },
    debtor: DEBTORS[language],
    case: {
      ref: 'LP-2026-000417',
      title: TITLES[language],
      principalMinor: 125_000,
      interestMinor: 1_950,
      costsMinor: 4_000,
      paidMinor: 7_500,
      balanceMinor: 123_450,
      currency: 'PLN',
      dueDate: '2026-11-12',
      daysPastDue: 5,
    },
    promise: { amountMinor: 30_000, date: '2026-11-27' },
    instalment: { number: 2, of: 6, amountMinor: 20_000, date: '2026-12-12', cureDate: '2026-12-22' },
    together: { count: 2, balanceMinor: 150_450, currency: 'PLN' },
    cases: [
      caseOf('LP-2026-000417', TITLES[language], 123_450, '2026-11-12', 5),
      caseOf('LP-2026-000533', TITLES[language].replace('0417', '0533'), 27_000, '2026-11-14', 3),
    ],
    invoices: SAMPLE_INVOICES,
    late: lateOf(SAMPLE_INVOICES),
    stage: 'early',
    tone: 'neutral',
    today: '2026-11-17',
  };
}

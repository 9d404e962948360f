import type { Language, TemplateVariables } from '#domain';

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
    stage: 'early',
    tone: 'neutral',
    today: '2026-11-17',
  };
}

import { tones, type Language, type TemplateVariables } from '#domain';
import { remembered } from '../engine/remembered.js';
import { lateOf, sampleVariables } from '../preview/sample.variables.js';

/** As many invoices as one mail lists at the longest. */
export const MOST_INVOICES = 40;

/** Values about as long as portfolios bring: what does not fit with them will not fit one day. */
function longest(language: Language): TemplateVariables {
  const sample = sampleVariables(language);
  const invoices = Array.from({ length: MOST_INVOICES }, (_, index) => ({
    number: `FV/2026/KORYGUJĄCA/${10_000_000 + index}`,
    issuedDate: '2026-09-28',
    dueDate: '2026-10-28',
    daysPastDue: 128,
    openMinor: 888_888_888,
    currency: 'PLN',
    interestMinor: 8_888_888,
    compensationEuro: 100,
    compensationMinor: 42_730,
  }));
  return {
    ...sample,
    creditor: {
      ...sample.creditor,
      name: 'Telekomunikacja Nowa „Źródło i Przyjaciele” sp. z o.o.',
      creditBureau:
        'Biuro Informacji Gospodarczej „Rzetelne Dane Przedsiębiorców” S.A., ul. Generała Przykładowskiego 128 lok. 12, 00-001 Warszawa',
    },
    case: {
      ...sample.case,
      ref: 'PUK/2026/12345678',
      title: 'Umowa o świadczenie usług telekomunikacyjnych nr 2026/ABC/0001234567 z dnia 28.02.2024',
      balanceMinor: 8_888_888,
      dueDate: '2026-10-28',
      daysPastDue: 128,
    },
    promise: { amountMinor: 8_888_888, date: '2026-10-28' },
    together: { count: 28, balanceMinor: 8_888_888, currency: 'PLN' },
    cases: Array.from({ length: 28 }, (_, index) => ({
      ref: `PUK/2026/${12_345_678 + index}`,
      title: 'Umowa o świadczenie usług telekomunikacyjnych nr 2026/ABC/0001234567 z dnia 28.02.2024',
      balanceMinor: 888_888,
      currency: 'PLN',
      dueDate: '2026-10-28',
      daysPastDue: 128,
      stage: 'early',
    })),
    instalment: { number: 118, of: 120, amountMinor: 8_888_888, date: '2026-10-28', cureDate: '2026-11-28' },
    invoices,
    late: lateOf(invoices),
  };
}

/** Everything that may be absent is, and everything that may be nothing is nothing. */
function barest(language: Language): TemplateVariables {
  const sample = sampleVariables(language);
  const { name, takesReplies } = sample.creditor;
  const nothing = {
    phone: null,
    email: null,
    website: null,
    legalFooter: null,
    bankAccount: null,
    address: null,
    creditBureau: null,
  };
  return {
    ...sample,
    creditor: { name, takesReplies, ...nothing },
    promise: null,
    instalment: { number: 1, of: 1, amountMinor: 1, date: '2026-10-28', cureDate: null },
    case: { ...sample.case, interestMinor: 0, costsMinor: 0, paidMinor: 0, balanceMinor: 0, daysPastDue: 0 },
    invoices: sample.invoices.slice(0, 1).map((invoice) => ({ ...invoice, issuedDate: null })),
  };
}

const FORMS: readonly TemplateVariables['debtor']['formOfAddress'][] = ['female', 'male', 'neutral'];

/** Every tone, form of address and kind of sender, with the longest values and with the fewest. */
export const worstCaseVariables = remembered((language: Language): readonly TemplateVariables[] => {
  const extremes = [longest(language), barest(language)];
  return tones.flatMap((tone) =>
    FORMS.flatMap((formOfAddress) =>
      extremes.flatMap((variables) =>
        [true, false].map((takesReplies) => ({
          ...variables,
          tone,
          creditor: { ...variables.creditor, takesReplies },
          debtor: { ...variables.debtor, formOfAddress },
        })),
      ),
    ),
  );
});

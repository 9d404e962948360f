import { tones, type Language, type TemplateVariables } from '#domain';
import { sampleVariables } from '../preview/sample.variables.js';

/** Values about as long as portfolios bring: what does not fit with them will not fit one day. */
function longest(language: Language): TemplateVariables {
  const sample = sampleVariables(language);
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
    instalment: { number: 118, of: 120, amountMinor: 8_888_888, date: '2026-10-28', cureDate: '2026-11-28' },
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
  };
}

const FORMS: readonly TemplateVariables['debtor']['formOfAddress'][] = ['female', 'male', 'neutral'];

/** Every tone, form of address and kind of sender, with the longest values and with the fewest. */
export function worstCaseVariables(language: Language): TemplateVariables[] {
  return tones.flatMap((tone) =>
    FORMS.flatMap((formOfAddress) =>
      [longest(language), barest(language)].flatMap((variables) =>
        [true, false].map((takesReplies) => ({
          ...variables,
          tone,
          creditor: { ...variables.creditor, takesReplies },
          debtor: { ...variables.debtor, formOfAddress },
        })),
      ),
    ),
  );
}

export interface PaymentPageWords {
  /** For the page's `lang`. */
  readonly language: string;
  readonly banner: string;
  readonly heading: string;
  readonly purpose: string;
  readonly reference: string;
  /** On the button, before the amount. */
  readonly pay: string;
  readonly cancel: string;
  readonly note: string;
  readonly paid: string;
  readonly cancelled: string;
  readonly back: string;
}

const ENGLISH: PaymentPageWords = {
  language: 'en',
  banner: 'nothing leaves this machine',
  heading: 'Sandbox payment',
  purpose: 'For',
  reference: 'Reference',
  pay: 'Pay',
  cancel: 'Cancel',
  note: 'No money moves. A real provider would ask for a card, BLIK or a transfer here.',
  paid: 'This has been paid.',
  cancelled: 'This payment was cancelled.',
  back: 'Back',
};

const WORDS: Readonly<Record<string, PaymentPageWords>> = {
  en: ENGLISH,
  pl: {
    language: 'pl',
    banner: 'nic nie opuszcza tego komputera',
    heading: 'Płatność próbna',
    purpose: 'Za co',
    reference: 'Numer płatności',
    pay: 'Zapłać',
    cancel: 'Anuluj',
    note: 'Nie pobieramy żadnych pieniędzy. Prawdziwy operator poprosiłby tu o kartę, BLIK albo przelew.',
    paid: 'Ta płatność została już wykonana.',
    cancelled: 'Ta płatność została anulowana.',
    back: 'Wróć',
  },
  uk: {
    language: 'uk',
    banner: 'нічого не виходить за межі цього комп’ютера',
    heading: 'Пробний платіж',
    purpose: 'За що',
    reference: 'Номер платежу',
    pay: 'Сплатити',
    cancel: 'Скасувати',
    note: 'Гроші не списуються. Справжній оператор попросив би тут картку, BLIK або переказ.',
    paid: 'Цей платіж уже виконано.',
    cancelled: 'Цей платіж скасовано.',
    back: 'Повернутися',
  },
};

/** The page's words in the language of a session (BCP 47), in English where there are none. */
export function wordsIn(language: string): PaymentPageWords {
  return WORDS[language.slice(0, 2)] ?? ENGLISH;
}

import type { Language, FormOfAddress } from '#domain';
import type { Vocabulary } from './vocabulary.js';

const GREETINGS: Record<Language, Record<FormOfAddress, string>> = {
  pl: { female: 'Szanowna Pani', male: 'Szanowny Panie', neutral: 'Dzień dobry' },
  en: { female: 'Dear Madam', male: 'Dear Sir', neutral: 'Hello' },
  uk: { female: 'Шановна пані', male: 'Шановний пане', neutral: 'Добрий день' },
};

/** How the reader is spoken to; neutral whenever the form is not known, never guessed. */
export function addressVocabulary(language: Language): Vocabulary {
  return {
    /** `{{greeting debtor.formOfAddress}}`, without the comma that follows. */
    greeting: (form: FormOfAddress) => GREETINGS[language][form],
    /** `{{form debtor.formOfAddress "Panią" "Panem" "Panią lub Panem"}}`: female, male, neutral. */
    form: (form: FormOfAddress, female: string, male: string, neutral: string) =>
      ({ female, male, neutral })[form],
  };
}

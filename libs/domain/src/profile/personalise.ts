import type { Stage } from '../cadence/stage.js';
import type { Language } from '../money/language.js';
import { chooseLanguage } from './choose-language.js';
import { chooseFormOfAddress, type FormOfAddress, type GrammaticalGender } from './form-of-address.js';
import { chooseTone, type Tone } from './tone.js';

/** What is known of a debtor that bears on how they are written to. */
export interface DebtorProfile {
  readonly kind: 'consumer' | 'business';
  readonly language: string | null;
  readonly gender: GrammaticalGender | null;
}

/** What the step offers and asks for. */
export interface PersonalisationWishes {
  readonly stage: Stage;
  readonly languages: readonly Language[];
  readonly fallbackLanguage: Language;
  readonly tone?: Tone | null;
}

export interface Personalisation {
  readonly language: Language;
  readonly tone: Tone;
  readonly formOfAddress: FormOfAddress;
}

/** How one debtor is written to at one stage. Pure: the same profile and wishes give the same answer. */
export function personalise(profile: DebtorProfile, wishes: PersonalisationWishes): Personalisation {
  return {
    language: chooseLanguage(profile.language, wishes.languages, wishes.fallbackLanguage),
    tone: chooseTone(wishes.stage, wishes.tone),
    formOfAddress: chooseFormOfAddress(profile.gender, profile.kind),
  };
}

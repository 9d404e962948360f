import type { Stage } from '../cadence/stage.js';
import type { Language } from '../money/language.js';
import { chooseLanguage } from './choose-language.js';
import { chooseVariant, type Variant } from './choose-variant.js';
import { chooseFormOfAddress, type FormOfAddress, type GrammaticalGender } from './form-of-address.js';
import { chooseTone, type Tone } from './tone.js';

/** What is known of a debtor that bears on how they are written to. */
export interface DebtorProfile {
  /** Stable id of the person. */
  readonly personId: string;
  readonly kind: 'consumer' | 'business';
  readonly language: string | null;
  readonly gender: GrammaticalGender | null;
}

/** What the step and its template family offer and ask for. */
export interface PersonalisationWishes {
  readonly stage: Stage;
  readonly languages: readonly Language[];
  readonly fallbackLanguage: Language;
  readonly template: string;
  readonly tone?: Tone | null;
  readonly variant?: string | null;
  readonly variants?: readonly Variant[];
}

export interface Personalisation {
  readonly language: Language;
  readonly tone: Tone;
  readonly formOfAddress: FormOfAddress;
  readonly variant: string | null;
}

/** How one debtor is written to at one stage. Pure: the same profile and wishes give the same answer. */
export function personalise(profile: DebtorProfile, wishes: PersonalisationWishes): Personalisation {
  return {
    language: chooseLanguage(profile.language, wishes.languages, wishes.fallbackLanguage),
    tone: chooseTone(wishes.stage, wishes.tone),
    formOfAddress: chooseFormOfAddress(profile.gender, profile.kind),
    variant: wishes.variant ?? chooseVariant(profile.personId, wishes.template, wishes.variants ?? []),
  };
}

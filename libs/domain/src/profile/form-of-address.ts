/** How a person may be spoken to; neutral whenever it is not known, never guessed from a name. */
export type FormOfAddress = 'female' | 'male' | 'neutral';

export type GrammaticalGender = 'f' | 'm';

/** Companies, and people whose grammatical gender is not on record, are addressed neutrally. */
export function chooseFormOfAddress(
  gender: GrammaticalGender | null | undefined,
  kind: 'consumer' | 'business',
): FormOfAddress {
  if (kind === 'business' || gender == null) return 'neutral';
  return gender === 'f' ? 'female' : 'male';
}

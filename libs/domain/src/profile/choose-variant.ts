import { pickByShare, stableShare } from '../behaviour/seeded-random.js';

export interface Variant {
  readonly key: string;
  /** Its part of all debtors, relative to the others'. */
  readonly share: number;
}

/**
 * The variant of a text that a person gets: the same one for ever, as long as the variants and their shares stay.
 * @param person stable id of the person
 * @param experiment what is varied, so that two experiments do not fall together
 */
export function chooseVariant(
  person: string,
  experiment: string,
  variants: readonly Variant[],
): string | null {
  const [first, ...others] = variants.filter(({ share }) => share > 0);
  if (first === undefined) return null;
  return pickByShare([first, ...others], stableShare(`${experiment}|${person}`)).key;
}

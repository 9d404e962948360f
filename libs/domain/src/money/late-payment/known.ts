/** A figure, or the reason why there is none: what would have to be looked up first. */
export type Known<T> =
  { readonly known: true; readonly value: T } | { readonly known: false; readonly missing: string };

export const known = <T>(value: T): Known<T> => ({ known: true, value });

/** @param missing names the entry that a table lacks, without personal data */
export const notKnown = (missing: string): Known<never> => ({ known: false, missing });

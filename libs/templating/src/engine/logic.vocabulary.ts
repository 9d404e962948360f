import type { Vocabulary } from './vocabulary.js';

/** The only decisions that a template may take: everything else is decided before it is filled. */
export const logicVocabulary: Vocabulary = {
  /** `{{#if (eq tone "firm")}}` */
  eq: (left: unknown, right: unknown) => left === right,
  /** `{{#if (positive case.paidMinor)}}` */
  positive: (amount: number) => amount > 0,
};

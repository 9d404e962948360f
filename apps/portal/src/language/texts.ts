import type { pl } from './pl.js';

/** One text, or the forms that it takes with a number; `{name}` marks what is filled in. */
export type Text = string | Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

/** Polish is written first; the other languages must have the same keys, which the compiler checks. */
export type TextKey = keyof typeof pl;
export type Texts = Readonly<Record<TextKey, Text>>;

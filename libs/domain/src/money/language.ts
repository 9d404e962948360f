/** Languages that debtors are written to in. */
export const languages = ['pl', 'en', 'uk'] as const;

export type Language = (typeof languages)[number];

export function isLanguage(text: string): text is Language {
  return (languages as readonly string[]).includes(text);
}

import { isLanguage, type Language } from '#domain';

/** Where a visitor's language may be known from, the strongest first. */
export interface LanguageHints {
  /** The switch on the page just used. */
  chosen?: string;
  /** The switch used on an earlier page. */
  cookie?: string;
  /** Language of the message that carried the link. */
  link?: string;
  acceptLanguage?: string;
}

const FALLBACK: Language = 'pl';

export function chooseLanguage({ chosen, cookie, link, acceptLanguage }: LanguageHints): Language {
  for (const hint of [chosen, cookie, link]) if (hint !== undefined && isLanguage(hint)) return hint;
  return accepted(acceptLanguage ?? '') ?? FALLBACK;
}

/** The most wanted of our languages in an Accept-Language header. */
function accepted(header: string): Language | undefined {
  const wanted = header
    .split(',')
    .slice(0, 20)
    .map((part) => {
      const [tag = '', ...params] = part.trim().split(';');
      const quality = params.map((param) => /^\s*q=([\d.]+)$/.exec(param)?.[1]).find((q) => q !== undefined);
      return {
        language: tag.slice(0, 2).toLowerCase(),
        quality: quality === undefined ? 1 : Number(quality),
      };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { language } of wanted) if (isLanguage(language)) return language;
  return undefined;
}

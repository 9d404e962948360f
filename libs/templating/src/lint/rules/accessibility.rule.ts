import { faultIn, fileOf, type LintRule } from '../lint-rule.js';
import { placeAt } from '../text-place.js';

/** A screen reader needs to know the language, and what a picture says. */
export const accessibilityRule: LintRule = (entry) =>
  entry.parts
    .filter((part) => part.medium === 'html')
    .flatMap((part) => {
      const language = /<mjml\b[^>]*\blang="([^"]*)"/.exec(part.sources[0]?.text ?? '')?.[1];
      const wrongLanguage =
        language === entry.language
          ? []
          : [faultIn(fileOf(part), 'lang-attribute', `<mjml> must say lang="${entry.language}"`)];
      const silentImages = part.sources.flatMap((source) =>
        [...source.text.matchAll(/<(?:mj-image|img)\b(?![^>]*\balt=)[^>]*>/g)].map((image) =>
          faultIn(
            source.file,
            'image-without-alt',
            'a picture needs an alt text',
            placeAt(source.text, image.index),
          ),
        ),
      );
      return [...wrongLanguage, ...silentImages];
    });

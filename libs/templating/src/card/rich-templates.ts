import type { RichTemplate } from '#contracts';
import { entryKey, type TemplateSet } from '../template-set.js';
import { REQUIRED_LANGUAGES } from '../template-meta.schema.js';

/**
 * The cards that a provider has to keep before messages of these families can leave.
 * @param families all that have cards, unless given; one that has none adds nothing
 */
export function richTemplatesOf(
  set: TemplateSet,
  families: Iterable<string> = set.families.keys(),
): RichTemplate[] {
  return [...new Set(families)].flatMap((family) =>
    REQUIRED_LANGUAGES.flatMap((language) => {
      const [part] = set.entries.get(entryKey(family, language, 'rcs'))?.parts ?? [];
      return part?.card?.templates ?? [];
    }),
  );
}

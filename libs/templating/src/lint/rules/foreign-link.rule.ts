import { faultIn, type LintRule } from '../lint-rule.js';
import { placeAt } from '../text-place.js';

/**
 * Polish operators block public URL shorteners, and an SMS or a card leads nowhere but to our own page: debtors are
 * taught to trust one address.
 */
export const foreignLinkRule: LintRule = (entry, { wording }) => {
  const hosts = wording.shorteners.map((host) => host.replaceAll('.', '\\.'));
  return entry.parts.flatMap((part) => {
    const anywhere = hosts.length > 0 ? [`(?<![\\w.-])(?:${hosts.join('|')})(?![\\w.-])`] : [];
    const isShort = part.medium === 'sms' || part.medium === 'card';
    const expressions = isShort ? [...anywhere, 'https?://\\S*', '\\bwww\\.\\S*'] : anywhere;
    if (expressions.length === 0) return [];
    const foreign = new RegExp(expressions.join('|'), 'giu');
    return part.sources.flatMap((source) =>
      [...source.text.matchAll(foreign)].map((found) =>
        faultIn(
          source.file,
          'foreign-link',
          `"${found[0]}" is not our page; ${part.medium === 'card' ? 'a button "open" leads there' : 'write {{link}}'}`,
          placeAt(source.text, found.index),
        ),
      ),
    );
  });
};

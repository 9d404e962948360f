const URL_IN_TEXT = /https?:\/\/[^\s<>"')\]]+/g;
const TRAILING = /[.,;:!?]+$/;

/** Addresses that a phone would make tappable in plain text, in order, each once. */
export function linksInText(text: string): string[] {
  return unique(Array.from(text.matchAll(URL_IN_TEXT), ([found]) => found.replace(TRAILING, '')));
}

/** Targets of the anchors of an HTML mail, in order, each once. */
export function linksInHtml(html: string): string[] {
  return unique(
    Array.from(html.matchAll(/<a\b[^>]*?\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')/gi), (found) =>
      decodeEntities(found[1] ?? found[2] ?? ''),
    ).filter((link) => /^https?:/i.test(link)),
  );
}

/** Pictures that a mail program would load, a tracking pixel among them. */
export function imagesInHtml(html: string): string[] {
  return unique(
    Array.from(html.matchAll(/<img\b[^>]*?\bsrc\s*=\s*(?:"([^"]*)"|'([^']*)')/gi), (found) =>
      decodeEntities(found[1] ?? found[2] ?? ''),
    ).filter((link) => /^https?:/i.test(link)),
  );
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

/** Undoes the character references that templates write into attributes and text. */
export function decodeEntities(html: string): string {
  return html.replace(
    /&(?:#x([0-9a-f]+)|#(\d+)|([a-z]+));/gi,
    (whole, hex?: string, dec?: string, name?: string) => {
      if (hex) return String.fromCodePoint(parseInt(hex, 16));
      if (dec) return String.fromCodePoint(parseInt(dec, 10));
      return ENTITIES[(name ?? '').toLowerCase()] ?? whole;
    },
  );
}

function unique(links: string[]): string[] {
  return [...new Set(links)];
}

import { createHash } from 'node:crypto';
import { brandColours } from './brand-colour.js';

/** CSS as it stands in a page, and the hash by which the page's policy lets it through. */
export interface Stylesheet {
  css: string;
  /** A CSP source, `'sha256-…'`. */
  source: string;
}

/** Creditors whose stylesheets are kept ready; more than that are made anew. */
const KEPT = 200;

/** The page's styles in a creditor's colours. They stand in the page itself: one request, and no cache to go stale. */
export class Stylesheets {
  private readonly kept = new Map<string, Stylesheet>();
  private readonly base: string;

  constructor(css: string) {
    this.base = minify(css);
  }

  inColour(colour: unknown): Stylesheet {
    const { light, dark } = brandColours(colour);
    let sheet = this.kept.get(light + dark);
    if (!sheet) {
      const css = `${this.base}:root{--brand-light:${light};--brand-dark:${dark}}`;
      sheet = { css, source: `'sha256-${createHash('sha256').update(css).digest('base64')}'` };
      if (this.kept.size >= KEPT) this.kept.clear();
      this.kept.set(light + dark, sheet);
    }
    return sheet;
  }
}

function minify(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replace(/: /g, ':')
    .trim();
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import type { TextParams } from '../language/strings.js';
import type { TextKey } from '../language/texts.js';
import type { Wording } from '../language/wording.js';
import { Stylesheets } from './stylesheet.js';

export type ViewName =
  'landing' | 'case' | 'closed' | 'person' | 'stop' | 'wrong-person' | 'paid' | 'unreachable' | 'notice';

/** What every page needs besides its own model. */
export interface PageFrame {
  wording: Wording;
  title: string;
  /** Shown only to a visitor whose identity was checked. */
  creditorName: string | null;
  brandColour: unknown;
  /** Path of the page itself, for the language switch; null where a page cannot be opened again. */
  path: string | null;
}

export interface RenderedPage {
  html: string;
  /** CSP source of the page's styles. */
  styleSource: string;
}

const LANGUAGE_NAMES = { pl: 'Polski', en: 'English', uk: 'Українська' } as const;

/** The portal's views, all compiled when this is made: a faulty one stops the start, not a debtor. */
export class PageRenderer {
  private readonly handlebars = Handlebars.create();
  private readonly views = new Map<string, Handlebars.TemplateDelegate>();
  private readonly stylesheets: Stylesheets;

  constructor(folder: string) {
    this.handlebars.registerHelper('t', sayText);
    for (const [name, source] of readViews(join(folder, 'partials')))
      this.handlebars.registerPartial(name, source);
    for (const [name, source] of readViews(folder)) {
      Handlebars.precompile(source);
      this.views.set(name, this.handlebars.compile(source, { strict: true, explicitPartialContext: false }));
    }
    this.stylesheets = new Stylesheets(readFileSync(join(folder, 'page.css'), 'utf8'));
  }

  render(view: ViewName, frame: PageFrame, model: object): RenderedPage {
    const template = this.views.get(view);
    if (!template) throw new Error(`no view ${view}`);
    const { css, source } = this.stylesheets.inColour(frame.brandColour);
    const html = template(
      { ...model, frame: { ...frame, css, languages: languageSwitch(frame) } },
      {
        data: { wording: frame.wording },
      },
    );
    return { html, styleSource: source };
  }
}

function readViews(folder: string): [string, string][] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.hbs'));
  return files.map((file) => [file.replace(/\.hbs$/, ''), readFileSync(join(folder, file), 'utf8')]);
}

/** `{{t "pay.full" amount=full}}`; what it says is escaped where it stands. */
function sayText(key: TextKey, options: Handlebars.HelperOptions): string {
  const { wording } = options.data as { wording: Wording };
  return wording.t(key, options.hash as TextParams);
}

function languageSwitch({
  wording,
  path,
}: PageFrame): { code: string; name: string; current: boolean; href: string }[] {
  if (path === null) return [];
  return Object.entries(LANGUAGE_NAMES).map(([code, name]) => ({
    code,
    name,
    current: code === wording.language,
    href: `${path}${path.includes('?') ? '&' : '?'}lang=${code}`,
  }));
}

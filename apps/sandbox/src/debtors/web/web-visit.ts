import { request, type Dispatcher } from 'undici';
import type { LocalNetwork } from '../../outgoing/local-network.js';
import { CookieJar } from './cookie-jar.js';
import { fillIn, formsOf, type PageForm } from './page-forms.js';

const MOST_REDIRECTS = 8;
const LARGEST_PAGE = 2 * 2 ** 20;

/** A phone's browser, as it introduces itself. */
export const PHONE_BROWSER =
  'Mozilla/5.0 (Linux; Android 15; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36';
/** A mail security gateway that follows links before anyone reads. */
export const LINK_SCANNER = 'Mozilla/5.0 (compatible; SandboxLinkScanner/1.0; +https://scanner.invalid/)';

export interface Page {
  readonly address: string;
  readonly status: number;
  readonly markup: string;
}

/** One visit by one visitor: keeps cookies, follows redirects, sends forms; never leaves this machine. */
export class WebVisit {
  private readonly cookies = new CookieJar();

  constructor(
    private readonly network: LocalNetwork,
    private readonly dispatcher: Dispatcher,
    private readonly userAgent: string,
    private readonly language = 'pl,en;q=0.8,uk;q=0.6',
  ) {}

  open(address: string): Promise<Page> {
    return this.follow('GET', address, undefined, undefined);
  }

  submit(page: Page, form: PageForm, wishes: Readonly<Record<string, string>>): Promise<Page> {
    const sent = fillIn(form, wishes);
    if (form.method === 'POST') return this.follow('POST', form.target, sent, page.address);
    const target = new URL(form.target);
    target.search = sent.toString();
    return this.follow('GET', target.href, undefined, page.address);
  }

  /** The page's form of that purpose; where there are several, the first that could carry the wishes out. */
  static form(
    page: Page,
    purpose: string,
    wishes: Readonly<Record<string, string>> = {},
  ): PageForm | undefined {
    const forms = formsOf(page.markup, page.address).filter((form) => form.purpose === purpose);
    return forms.find((form) => canCarry(form, wishes)) ?? forms[0];
  }

  private async follow(
    method: 'GET' | 'POST',
    address: string,
    form: URLSearchParams | undefined,
    referrer: string | undefined,
    redirects = 0,
  ): Promise<Page> {
    if (!this.network.allows(address)) throw new Error('a link leads outside this machine; not followed');
    const url = new URL(address);
    const answer = await request(url, {
      method,
      dispatcher: this.dispatcher,
      body: form?.toString(),
      headers: this.headers(url, form, referrer),
      headersTimeout: 20_000,
      bodyTimeout: 20_000,
    });
    this.cookies.take(url.host, answer.headers['set-cookie']);
    const location = [answer.headers.location ?? []].flat()[0];
    if (answer.statusCode >= 300 && answer.statusCode < 400 && location) {
      await answer.body.dump();
      if (redirects >= MOST_REDIRECTS) throw new Error('redirected in circles');
      const keep = answer.statusCode === 307 || answer.statusCode === 308;
      const next = new URL(location, url).href;
      return this.follow(keep ? method : 'GET', next, keep ? form : undefined, address, redirects + 1);
    }
    const markup = (await answer.body.text()).slice(0, LARGEST_PAGE);
    return { address, status: answer.statusCode, markup };
  }

  private headers(
    url: URL,
    form: URLSearchParams | undefined,
    referrer: string | undefined,
  ): Record<string, string> {
    const cookie = this.cookies.header(url.host);
    return {
      'user-agent': this.userAgent,
      accept: 'text/html,application/xhtml+xml,image/*;q=0.9,*/*;q=0.8',
      'accept-language': this.language,
      ...(cookie ? { cookie } : {}),
      ...(referrer ? { referer: referrer } : {}),
      ...(form ? { 'content-type': 'application/x-www-form-urlencoded', origin: url.origin } : {}),
    };
  }
}

function canCarry(form: PageForm, wishes: Readonly<Record<string, string>>): boolean {
  return Object.entries(wishes).every(([name, wish]) =>
    form.fields.some(
      (field) =>
        field.name === name &&
        (!['radio', 'submit', 'checkbox', 'hidden'].includes(field.type) || field.value === wish),
    ),
  );
}

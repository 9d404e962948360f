import { request } from 'undici';

/** What a link needs to be entered by. */
export interface Door {
  token: string;
  ref: string;
}

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
  location: string;
}

/** A browser without JavaScript: keeps cookies, follows nothing by itself. */
export class Visitor {
  private readonly cookies = new Map<string, string>();
  readonly headers: Record<string, string> = {
    'user-agent':
      'Mozilla/5.0 (Linux; Android 13; SM-A135F) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36',
    accept: 'text/html,application/xhtml+xml',
    'accept-language': 'pl-PL,pl;q=0.9',
  };

  constructor(private readonly base: string) {}

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('GET', path, headers);
  }

  send(
    method: 'GET' | 'HEAD' | 'POST',
    path: string,
    headers: Record<string, string> = {},
    body?: string,
  ): Promise<Answer> {
    return this.answer(method, new URL(path, this.base), headers, body);
  }

  /** Sends the form of that action on a page, its hidden fields included. */
  async submit(page: Answer, action: string, fields: Record<string, string> = {}): Promise<Answer> {
    const form = formOf(page.body, action);
    const body = new URLSearchParams({ ...form.hidden, ...fields }).toString();
    return this.send('POST', form.target, { 'content-type': 'application/x-www-form-urlencoded' }, body);
  }

  /** Opens the link and passes the identity check; answers with the case page. */
  async enter({ token, ref }: Door, proof: Record<string, string> = { postcode: '00-001' }): Promise<Answer> {
    const landing = await this.get(`/p/${token}`);
    const entered = await this.submit(landing, 'identity', { caseRef: ref, ...proof });
    if (entered.status !== 303) throw new Error(`the identity check answered ${entered.status}`);
    return this.get(entered.location);
  }

  private async answer(
    method: 'GET' | 'HEAD' | 'POST',
    url: URL,
    headers: Record<string, string>,
    body?: string,
  ): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await request(url, {
      method,
      headers: { ...this.headers, ...(cookie ? { cookie } : {}), ...headers },
      body,
    });
    for (const line of [response.headers['set-cookie'] ?? []].flat()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/Max-Age=0/.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const text = await response.body.text();
    const location = [response.headers.location ?? ''].flat()[0] ?? '';
    return { status: response.statusCode, headers: response.headers, body: text, location };
  }
}

export function formOf(html: string, action: string): { target: string; hidden: Record<string, string> } {
  const [whole = '', open = '', inside = ''] =
    [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].find(([, head]) =>
      head?.includes(`data-action="${action}"`),
    ) ?? [];
  if (whole === '') throw new Error(`no form ${action} on the page`);
  const hidden = [...inside.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  return {
    target: /action="([^"]+)"/.exec(open)?.[1] ?? '',
    hidden: Object.fromEntries(hidden.map(([, name, value]) => [name, value])),
  };
}

import { randomBytes } from 'node:crypto';

interface ContentRequest {
  friendly_name: string;
  language: string;
  variables?: Record<string, string>;
  types: Record<string, { body?: string }>;
}

interface Content extends ContentRequest {
  sid: string;
  at: number;
}

/** Contents a page at most: few, so that whoever looks for one has to turn pages. */
const PAGE = 5;
const BASE = 'https://content.twilio.com/v1/Content';

/** The account's cards, as Twilio's Content API keeps them. */
export class ContentShelf {
  private readonly contents: Content[] = [];

  create(request: ContentRequest): object {
    const content = { ...request, sid: `HX${randomBytes(16).toString('hex')}`, at: Date.now() };
    this.contents.push(content);
    return resource(content);
  }

  /** The words of a card with its gaps filled, which its message is listed by; null when there is no such card. */
  words(sid: string, variables: Readonly<Record<string, string>>): string | null {
    const content = this.contents.find((each) => each.sid === sid);
    if (content === undefined) return null;
    const values = { ...content.variables, ...variables };
    const body = content.types['twilio/text']?.body ?? '';
    return body.replace(/\{\{(\w+)\}\}/g, (gap, name: string) => values[name] ?? gap);
  }

  page(url: URL): object {
    const page = Number(url.searchParams.get('Page') ?? 0);
    const address = (n: number): string => `${BASE}?PageSize=${PAGE}&Page=${n}&PageToken=PA${n}`;
    return {
      contents: this.contents.slice(page * PAGE, (page + 1) * PAGE).map(resource),
      meta: {
        page,
        page_size: PAGE,
        url: address(page),
        first_page_url: address(0),
        next_page_url: this.contents.length > (page + 1) * PAGE ? address(page + 1) : null,
        previous_page_url: page > 0 ? address(page - 1) : null,
        key: 'contents',
      },
    };
  }
}

function resource({ sid, at, friendly_name, language, variables, types }: Content): object {
  const date = new Date(at).toISOString();
  return {
    account_sid: 'AC00000000000000000000000000000000',
    date_created: date,
    date_updated: date,
    friendly_name,
    language,
    links: { approval_fetch: `${BASE}/${sid}/ApprovalRequests` },
    sid,
    types,
    url: `${BASE}/${sid}`,
    variables: variables ?? {},
  };
}

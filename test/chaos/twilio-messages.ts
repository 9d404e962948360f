import { randomBytes } from 'node:crypto';

/** A message on the account's books. */
export interface BookedMessage {
  sid: string;
  to: string;
  from: string;
  body: string;
  /** Epoch ms. */
  at: number;
}

/** Messages a page at most: few, so that a look-up has to turn pages. */
const PAGE = 2;
/** What else the account sent to the same number that day; a look-up must not take it for ours. */
const STRANGERS = 2;

/** The account's messages, entered and listed as Twilio's Messages resource does. */
export class MessageBook {
  private readonly byNumber = new Map<string, BookedMessage[]>();

  enter(form: URLSearchParams): BookedMessage {
    const message: BookedMessage = {
      sid: `SM${randomBytes(16).toString('hex')}`,
      to: form.get('To') ?? '',
      from: form.get('From') ?? '',
      body: form.get('Body') ?? '',
      at: Date.now(),
    };
    this.of(message.to).push(message);
    return message;
  }

  resource(message: BookedMessage): object {
    const date = new Date(message.at).toUTCString().replace('GMT', '+0000');
    const uri = `/2010-04-01/Accounts/AC/Messages/${message.sid}`;
    return {
      account_sid: 'AC00000000000000000000000000000000',
      api_version: '2010-04-01',
      body: message.body,
      date_created: date,
      date_sent: date,
      date_updated: date,
      direction: 'outbound-api',
      error_code: null,
      error_message: null,
      from: message.from,
      messaging_service_sid: null,
      num_media: '0',
      num_segments: '1',
      price: null,
      price_unit: 'USD',
      sid: message.sid,
      status: 'sent',
      subresource_uris: { media: `${uri}/Media.json` },
      to: message.to,
      uri: `${uri}.json`,
    };
  }

  /** One page of the list, by `To`, `DateSent>` and `DateSent<`, with the address of the next. */
  page(url: URL): object {
    const query = url.searchParams;
    const [after, before] = [instant(query.get('DateSent>')), instant(query.get('DateSent<'))];
    const found = this.of(query.get('To') ?? '').filter(
      ({ at }) => (after === null || at >= after) && (before === null || at <= before),
    );
    const size = Math.min(Number(query.get('PageSize') ?? PAGE), PAGE);
    const page = Number(query.get('Page') ?? 0);
    const rows = found.slice(page * size, (page + 1) * size);
    const address = (n: number): string => {
      const to = new URLSearchParams(query);
      to.set('PageSize', String(size));
      to.set('Page', String(n));
      to.set('PageToken', `PA${n}`);
      return `${url.pathname}?${to.toString()}`;
    };
    return {
      messages: rows.map((row) => this.resource(row)),
      page,
      page_size: size,
      start: page * size,
      end: page * size + rows.length - 1,
      uri: address(page),
      first_page_uri: address(0),
      next_page_uri: found.length > (page + 1) * size ? address(page + 1) : null,
      previous_page_uri: page > 0 ? address(page - 1) : null,
    };
  }

  private of(number: string): BookedMessage[] {
    let messages = this.byNumber.get(number);
    if (messages === undefined) {
      messages = Array.from({ length: STRANGERS }, () => stranger(number));
      this.byNumber.set(number, messages);
    }
    return messages;
  }
}

function stranger(to: string): BookedMessage {
  const sid = `SM${randomBytes(16).toString('hex')}`;
  return { sid, to, from: 'Energia', body: 'Kod: 4711. https://example.org/p/AbCdEf', at: Date.now() };
}

function instant(text: string | null): number | null {
  return text === null ? null : Date.parse(text);
}

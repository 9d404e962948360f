import { randomBytes } from 'node:crypto';
import type { Dice } from '../harness/dice.js';
import { chooseEnd, delayMs, type End } from './ends.js';
import type { Acceptance } from './sink-report.js';

/** A message or a call on the account's books. */
export interface Booked {
  sid: string;
  to: string;
  from: string;
  /** A message's words; null where they are not listed. Calls have none. */
  body: string | null;
  direction: 'outbound-api' | 'inbound';
  /** Epoch ms. */
  at: number;
  end: End;
  /** When it comes to its end, epoch ms. */
  endsAt: number;
  /** Missing where it was none of ours. */
  acceptance?: Acceptance;
}

/** How the entries of a list are shown, and what the list is called. */
export interface Listing {
  name: 'messages' | 'calls';
  resource: (booked: Booked) => object;
}

/** Entries a page at most: few, so that a look-up has to turn pages. */
const PAGE = 2;
const TWO_HOURS_MS = 7_200_000;
const NOTHING: End = { passing: [], status: 'completed', arrives: true, told: 'never' };

/** What the account sent and called, listed by number, the newest first, among what else goes on with that number. */
export class AccountBook {
  private readonly byNumber = new Map<string, Booked[]>();

  constructor(
    private readonly prefix: 'SM' | 'CA',
    private readonly dice: Dice,
  ) {}

  enter(
    channel: 'sms' | 'rcs' | 'voice',
    about: { to: string; from: string; body: string | null; acceptance: Acceptance },
  ): Booked {
    const end = chooseEnd(this.dice, channel);
    const at = about.acceptance.at;
    const endsAt = at + delayMs(this.dice, end.told);
    const sid = this.newSid();
    const booked: Booked = { ...about, sid, direction: 'outbound-api', at, end, endsAt };
    about.acceptance.arrives = end.arrives;
    about.acceptance.wordless = about.body === null;
    this.of(about.to).unshift(booked);
    return booked;
  }

  /** One page of the list. Whoever reads of an end in it has been told. */
  page(url: URL, { name, resource }: Listing): object {
    const query = url.searchParams;
    const found = this.of(query.get('To') ?? '');
    const size = Math.min(Number(query.get('PageSize') ?? PAGE), PAGE);
    const page = Number(query.get('Page') ?? 0);
    const rows = found.slice(page * size, (page + 1) * size);
    for (const { acceptance, endsAt } of rows)
      if (acceptance && endsAt <= Date.now()) acceptance.toldAt ??= Date.now();
    const address = (n: number): string => {
      const to = new URLSearchParams(query);
      to.set('PageSize', String(size));
      to.set('Page', String(n));
      to.set('PageToken', `PA${n}`);
      return `${url.pathname}?${to.toString()}`;
    };
    return {
      [name]: rows.map(resource),
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

  private newSid(): string {
    return this.prefix + randomBytes(16).toString('hex');
  }

  /** With what a look-up must not take for ours: somebody else's words, an older call, a call to us. */
  private of(number: string): Booked[] {
    let entries = this.byNumber.get(number);
    if (entries === undefined) {
      const at = Date.now();
      const other = { to: number, from: 'Energia', end: NOTHING, endsAt: at };
      const body = this.prefix === 'SM' ? 'Kod: 4711. https://example.org/p/AbCdEf' : null;
      entries = [
        {
          ...other,
          sid: this.newSid(),
          body,
          at,
          direction: this.prefix === 'SM' ? 'outbound-api' : 'inbound',
        },
        { ...other, sid: this.newSid(), body, at: at - TWO_HOURS_MS, direction: 'outbound-api' },
      ];
      this.byNumber.set(number, entries);
    }
    return entries;
  }
}

/** As Twilio would show it now: nothing is known of an end that has not come. */
export function statusNow({ end, endsAt }: Booked): string {
  return endsAt <= Date.now() ? end.status : (end.passing.at(-1) ?? end.status);
}

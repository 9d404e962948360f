import { momentOf } from './local-time.js';
import type { StoryCase } from './story-case.js';
import type { StoryOver } from './story-run.js';
import type { Received } from './what-happened.js';

/** The mails to businesses that list what is asked for. */
const LISTING = new Set(['business-reminder', 'business-statement', 'business-demand', 'business-precourt']);

/** What the mails to businesses say of their invoices. */
export function describeInvoices(story: () => StoryOver): void {
  it('lists the invoices of a business in what asks for them, and no more the one that was paid', () => {
    const cases = new Map(story().cases.map((each) => [each.ref, each]));
    const mails = story().happened.received.filter(
      ({ channel, family }) => channel === 'email' && LISTING.has(family),
    );
    expect(mails.length).toBeGreaterThan(0);
    const wrong = mails.flatMap((mail) => wrongly(mail, cases.get(mail.caseRef)));
    expect(wrong).toEqual([]);
  });
}

function wrongly(mail: Received, each: StoryCase | undefined): string[] {
  const paid = each?.acts.find(({ does }) => does === 'pay-an-invoice');
  const isPaid = each !== undefined && paid !== undefined && mail.at >= momentOf(each, paid.dpd, paid.time);
  return (each?.invoices ?? []).flatMap(({ number }, index) => {
    const wanted = !(isPaid && index === 0);
    return mail.body.includes(`${number},`) === wanted
      ? []
      : [`${mail.caseRef} ${mail.family} ${mail.at}: ${number}`];
  });
}

import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Agent } from 'undici';
import type { StoredMail, StoredMessage } from '../inbox/stored-message.js';
import { LocalNetwork } from '../outgoing/local-network.js';
import type { KnownDebtor } from './debtor-directory.js';
import { amountToPay } from './part-amount.js';
import type { PageForm } from './web/page-forms.js';
import { LINK_SCANNER, PHONE_BROWSER, WebVisit, type Page } from './web/web-visit.js';

/** What debtors do on the web, by real HTTP: pictures, link scanners, a look, and the way to the payment. */
@Injectable()
export class DebtorVisits implements BeforeApplicationShutdown {
  private readonly agent = new Agent({ connections: 16 });

  constructor(private readonly network: LocalNetwork) {}

  async beforeApplicationShutdown(): Promise<void> {
    await this.agent.destroy();
  }

  /** Loads a mail's pictures, the tracking pixel among them. */
  async loadImages(mail: StoredMail): Promise<void> {
    const visit = this.visit(PHONE_BROWSER);
    for (const image of mail.images) if (this.network.allows(image)) await visit.open(image);
  }

  /** Follows every link at once, without cookies, as a security gateway does. */
  async scan(message: StoredMessage): Promise<void> {
    const links = message.links.filter((link) => this.network.allows(link));
    await Promise.all(links.map((link) => this.visit(LINK_SCANNER).open(link)));
  }

  /** A person looks at the page behind the deep link. */
  async look(message: StoredMessage): Promise<Page> {
    return (await this.enter(message)).page;
  }

  /** The whole way of a person who pays: identity, choice, payment page, back. */
  async pay(message: StoredMessage, debtor: KnownDebtor, share: number): Promise<Page> {
    const { visit, page: door } = await this.enter(message);
    const inside = await this.proveIdentity(visit, door, debtor);
    const form = WebVisit.form(inside, 'pay', { amount: share < 1 ? 'part' : 'full' });
    // Settled in the meantime: there is nothing to pay any more.
    if (!form && inside.status === 200) return inside;
    if (!form) throw new Error(`the portal answered ${inside.status} instead of a form to pay by`);
    const till = await visit.submit(inside, form, choiceOf(form, share));
    const payment = WebVisit.form(till, 'pay');
    if (!payment || !till.address.includes('/sandbox/pay/')) {
      throw new Error(`the choice did not lead to the payment page (${till.status})`);
    }
    return visit.submit(till, payment, {});
  }

  private async enter(message: StoredMessage): Promise<{ visit: WebVisit; page: Page }> {
    const link = this.deepLink(message);
    if (!link) throw new Error('the message has no link to follow');
    const visit = this.visit(PHONE_BROWSER);
    return { visit, page: await visit.open(link) };
  }

  private async proveIdentity(visit: WebVisit, door: Page, debtor: KnownDebtor): Promise<Page> {
    const form = WebVisit.form(door, 'identity');
    if (!form) return door;
    const known = {
      caseRef: debtor.caseRef,
      postcode: debtor.postcode ?? debtor.nip,
      birthDate: debtor.birthDate,
    };
    const wishes = Object.fromEntries(
      Object.entries(known).filter((pair): pair is [string, string] => pair[1] !== null),
    );
    const inside = await visit.submit(door, form, wishes);
    if (WebVisit.form(inside, 'identity')) throw new Error('the portal does not believe who they are');
    return inside;
  }

  /** Ours rather than another's; the self-service flow rather than, say, an unsubscribe link. */
  private deepLink(message: StoredMessage): string | undefined {
    const local = message.links.filter((link) => this.network.allows(link));
    return local.find((link) => /\/p\/[^/]+$/.test(new URL(link).pathname)) ?? local[0];
  }

  private visit(userAgent: string): WebVisit {
    return new WebVisit(this.network, this.agent, userAgent);
  }
}

/** A part where the portal takes one, else everything. */
function choiceOf(form: PageForm, share: number): Record<string, string> {
  const partly = share < 1 && form.fields.some(({ name }) => name === 'partAmount');
  return partly ? { amount: 'part', partAmount: amountToPay(form, share) } : { amount: 'full' };
}

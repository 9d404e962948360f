import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { BusinessClock, type PortalCase, PortalCases } from '#contracts';
import { isoDateIn } from '../language/wording.js';
import { minimumPart, OptionRules } from '../options/option-rules.js';
import type { PortalOptions } from '../options/options.schema.js';
import type { PayableRange } from '../pay/chosen-amount.js';
import { PaymentDesk } from '../pay/payment-desk.js';
import { creditorContact, describeCase, howItCameAbout, legalFooter } from '../presenters/case.presenter.js';
import { type CaseStanding, caseStanding } from '../presenters/case-standing.js';
import { channelWords } from '../presenters/channel-words.js';
import { type Form, field } from './form.js';
import type { KnownGuest } from './guest.js';
import { PortalPages } from './portal-pages.js';
import { Reception } from './reception.js';

/** A guest's case as it stands now, and what may be chosen in it. */
export interface OpenedCase {
  record: PortalCase;
  standing: CaseStanding;
  options: PortalOptions;
  payable: PayableRange;
}

/** A fault of one of the page's forms. */
export interface FormFault {
  form: 'pay' | 'talk' | 'dispute';
  /** Id of the field that it belongs to. */
  field: string;
  message: string;
}

const TIMES = ['any', 'morning', 'afternoon', 'evening'] as const;

export function preferredTime(form: Form): (typeof TIMES)[number] {
  const given = field(form, 'when');
  return TIMES.find((time) => time === given) ?? 'any';
}

/** Reads a guest's case and shows it as its standing permits. */
@Injectable()
export class CasePages {
  constructor(
    @Inject(Reception) private readonly reception: Reception,
    @Inject(PortalPages) private readonly pages: PortalPages,
    @Inject(PortalCases) private readonly cases: PortalCases,
    @Inject(OptionRules) private readonly rules: OptionRules,
    @Inject(PaymentDesk) private readonly desk: PaymentDesk,
    @Inject(BusinessClock) private readonly clock: BusinessClock,
  ) {}

  async read(guest: KnownGuest): Promise<OpenedCase> {
    const record = await this.cases.read(guest.session.caseId, guest.link.contactPointId);
    const options = this.rules.for(record.creditor.ref, record.portfolioRef);
    const { balanceMinor, currency } = record;
    return {
      record,
      standing: caseStanding(record, isoDateIn(record.creditor.zone, this.clock.now())),
      options,
      payable: { balanceMinor, minimumMinor: minimumPart(options, balanceMinor, currency) },
    };
  }

  async show(guest: KnownGuest, opened: OpenedCase, fault?: FormFault, notice?: string): Promise<void> {
    const { record, standing } = opened;
    const view = standing === 'open' ? 'case' : standing === 'person' ? 'person' : 'closed';
    const { title, model } = this[view](guest, opened, fault);
    const others = await this.othersThan(guest, record.id);
    await this.pages.send(guest, {
      status: fault ? 422 : 200,
      view,
      title,
      at: '/case',
      creditor: record.creditor,
      model: { ...this.aroundCase(guest, record, fault), notice: notice ?? null, others, ...model },
    });
  }

  /** The case of a number among those that the message is about; null where it is none of them. */
  async numbered(guest: KnownGuest, ref: string): Promise<string | null> {
    return (await this.cases.covered(guest.link)).find((each) => each.ref === ref)?.id ?? null;
  }

  private async othersThan({ link, wording }: KnownGuest, caseId: string) {
    const covered = await this.cases.covered(link);
    return covered
      .filter(({ id }) => id !== caseId)
      .map(({ ref, title, balanceMinor, currency }) => ({
        ref,
        title,
        balance: wording.money(balanceMinor, currency),
      }));
  }

  private case(guest: KnownGuest, { record, payable }: OpenedCase, fault?: FormFault) {
    const { wording, form } = guest;
    const messageOf = (name: string): string | null => (fault?.field === name ? fault.message : null);
    const { minimumMinor } = payable;
    const pay = {
      online: this.desk.online,
      nonce: randomUUID(),
      part: fault?.field === 'partAmount',
      minimum: minimumMinor === null ? null : wording.money(minimumMinor, record.currency),
      // For programs that fill the form in; people read the hint.
      balanceMinor: record.balanceMinor,
      minimumMajor: minimumMinor === null ? null : (minimumMinor / 100).toFixed(2),
      example: minimumMinor === null ? null : wording.typedAmount(minimumMinor),
      // Kept only where the fault is its own: beside 'in full' it would stay, unseen, and be at fault again.
      partAmount: fault?.field === 'partAmount' ? field(form, 'partAmount') : '',
      error: messageOf('amount'),
      partError: messageOf('partAmount'),
    };
    const dispute = {
      open: fault?.form === 'dispute',
      reason: field(form, 'reason'),
      error: messageOf('reason'),
    };
    const title = wording.t('case.title', { ref: record.ref });
    return { title, model: { ...describeCase(record, wording, this.clock.now()), pay, dispute, wide: true } };
  }

  private person({ wording }: KnownGuest, { record }: OpenedCase) {
    return { title: wording.t('person.title'), model: creditorContact(record, wording) };
  }

  private closed({ wording }: KnownGuest, { record, standing }: OpenedCase) {
    const paid = standing === 'paid';
    const model = {
      ...creditorContact(record, wording),
      text: wording.t(paid ? 'closed.paid.text' : 'closed.other.text'),
      title: record.title,
      sum: paid ? howItCameAbout(record, wording) : [],
      balance: wording.money(record.balanceMinor, record.currency),
    };
    return { title: wording.t(paid ? 'closed.paid.title' : 'closed.other.title'), model };
  }

  /** What stands on every page about a case: the ways to a person and out of contact, the end of the visit. */
  private aroundCase(guest: KnownGuest, record: PortalCase, fault?: FormFault) {
    const { wording, form, link } = guest;
    const session = this.reception.formToken(guest, 'session');
    const chosen = preferredTime(form);
    return {
      csrf: this.reception.formToken(guest, 'link'),
      sessionCsrf: session,
      errors: fault ? [{ field: fault.field, message: fault.message }] : [],
      talk: {
        offered: record.status !== 'closed',
        open: fault?.form === 'talk',
        message: field(form, 'message'),
        error: fault?.field === 'message' ? fault.message : null,
        times: TIMES.map((value) => ({
          value,
          label: wording.t(`talk.when.${value}`),
          selected: value === chosen,
        })),
      },
      stop: { ...channelWords(link.channel), open: false },
      footer: { leave: session, legal: legalFooter(record, wording) },
    };
  }
}

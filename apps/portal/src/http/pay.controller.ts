import { randomUUID } from 'node:crypto';
import { Controller, Get, Inject, Post, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PortalPayments } from '#contracts';
import { type AmountProblem, chosenAmount } from '../pay/chosen-amount.js';
import { PaymentDesk } from '../pay/payment-desk.js';
import { bankTransfer } from '../presenters/case.presenter.js';
import { type PaymentTold, tellPayment } from '../presenters/payment.presenter.js';
import { CasePages, type FormFault, type OpenedCase } from './case-pages.js';
import { type Form, field } from './form.js';
import type { Guest, KnownGuest } from './guest.js';
import { PortalExceptionFilter } from './portal-exception.filter.js';
import { PortalPages } from './portal-pages.js';
import { Reception } from './reception.js';

const NONCE = /^[0-9a-zA-Z-]{8,64}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** To the payment provider's page and back. */
@Controller('p/:token')
@UseFilters(PortalExceptionFilter)
export class PayController {
  constructor(
    @Inject(Reception) private readonly reception: Reception,
    @Inject(PortalPages) private readonly pages: PortalPages,
    @Inject(CasePages) private readonly casePages: CasePages,
    @Inject(PaymentDesk) private readonly desk: PaymentDesk,
    @Inject(PortalPayments) private readonly payments: PortalPayments,
  ) {}

  @Post('pay')
  async pay(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const guest = await this.reception.identified(await this.reception.receive(request, reply));
    this.reception.checkForm(guest, 'session');
    const opened = await this.casePages.read(guest);
    // Paid, closed or handed to a person since the form was opened: the page says so.
    if (opened.standing !== 'open') return this.pages.redirect(reply, `${guest.base}/case`);
    const chosen = chosenAmount(guest.form, opened.payable);
    if (!chosen.ok) return this.casePages.show(guest, opened, amountFault(guest, opened, chosen.problem));
    const given = field(guest.form, 'nonce');
    const nonce = NONCE.test(given) ? given : randomUUID();
    const page = await this.desk.pageFor(guest, opened.record, chosen.minor, nonce);
    if (page !== null) return this.pages.redirect(reply, page);
    await this.unreachable(guest, opened, chosen.minor, nonce);
  }

  /** Where the provider sends the debtor back to. What has arrived is told from our own books alone. */
  @Get('paid')
  async paid(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const guest = await this.reception.receive(request, reply);
    const known = await this.reception.known(guest);
    await this.reception.logVisit(guest, 'paid', known?.session.caseId ?? null);
    const id = field(request.query as Form, 's');
    if (!known) return this.tell(guest, id, { told: 'neutral' });
    const session = UUID.test(id) ? await this.payments.find(id) : null;
    if (!session || session.caseId !== known.session.caseId)
      return this.pages.redirect(reply, `${guest.base}/case`);
    const { record } = await this.casePages.read(known);
    await this.tell(guest, id, { told: session.status, session, record });
  }

  private async tell(guest: Guest, id: string, told: PaymentTold): Promise<void> {
    const at = UUID.test(id) ? `/paid?s=${id}` : '/paid';
    const { title, ...model } = tellPayment(told, guest.wording, guest.base, at);
    const creditor = told.told === 'neutral' ? undefined : told.record.creditor;
    await this.pages.send(guest, { view: 'paid', title, at, creditor, model });
  }

  /** Nothing is lost: the same button asks again for the same click, and the bank transfer works meanwhile. */
  private async unreachable(
    guest: KnownGuest,
    { record }: OpenedCase,
    minor: number,
    nonce: string,
  ): Promise<void> {
    const { wording, form } = guest;
    await this.pages.send(guest, {
      status: 503,
      view: 'unreachable',
      title: wording.t('pay.unreachable.title'),
      at: '/case',
      creditor: record.creditor,
      model: {
        sessionCsrf: this.reception.formToken(guest, 'session'),
        nonce,
        amount: field(form, 'amount'),
        partAmount: field(form, 'partAmount'),
        bank: bankTransfer(record, wording, minor),
      },
    });
  }
}

function amountFault(
  { wording }: KnownGuest,
  { record, payable }: OpenedCase,
  problem: AmountProblem,
): FormFault {
  const { minimumMinor, balanceMinor } = payable;
  const minimum = wording.money(minimumMinor ?? balanceMinor, record.currency);
  const balance = wording.money(balanceMinor, record.currency);
  const example = wording.typedAmount(minimumMinor ?? balanceMinor);
  return {
    form: 'pay',
    field: problem === 'choose' || problem === 'both' ? 'amount' : 'partAmount',
    message: wording.t(`pay.${problem}`, { minimum, balance, example }),
  };
}

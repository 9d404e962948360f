import { Controller, Get, Inject, Post, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DebtorActions } from '../actions/debtor-actions.js';
import { SessionDesk } from '../session/session-desk.js';
import { CasePages, preferredTime } from './case-pages.js';
import { type Form, field } from './form.js';
import type { KnownGuest } from './guest.js';
import { PortalExceptionFilter } from './portal-exception.filter.js';
import { PortalPages } from './portal-pages.js';
import { Reception } from './reception.js';

/** The case, for a debtor who has shown who they are, and the ways from it to a person. */
@Controller('p/:token')
@UseFilters(PortalExceptionFilter)
export class CaseController {
  constructor(
    @Inject(Reception) private readonly reception: Reception,
    @Inject(PortalPages) private readonly pages: PortalPages,
    @Inject(CasePages) private readonly casePages: CasePages,
    @Inject(SessionDesk) private readonly sessions: SessionDesk,
    @Inject(DebtorActions) private readonly actions: DebtorActions,
  ) {}

  @Get('case')
  async show(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const guest = await this.reception.identified(await this.reception.receive(request, reply));
    await this.reception.logVisit(guest, 'case', guest.session.caseId);
    const returned = field(request.query as Form, 'returned') !== '';
    const opened = await this.casePages.read(guest);
    await this.casePages.show(
      guest,
      opened,
      undefined,
      returned ? guest.wording.t('case.returned') : undefined,
    );
  }

  @Post('talk')
  async talk(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const guest = await this.sender(request, reply);
    const words = field(guest.form, 'message');
    if (await this.refused(guest, 'talk', 'message', words)) return;
    const taken = await this.actions.talk(guest, words, preferredTime(guest.form));
    await this.confirm(guest, taken, 'talk');
  }

  @Post('dispute')
  async dispute(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const guest = await this.sender(request, reply);
    const words = field(guest.form, 'reason');
    if (await this.refused(guest, 'dispute', 'reason', words)) return;
    await this.confirm(guest, await this.actions.dispute(guest, words), 'dispute');
  }

  /** Another of the cases that the message is about: who this is has been shown, and they are all of this debtor. */
  @Post('choose')
  async choose(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const guest = await this.sender(request, reply);
    const caseId = await this.casePages.numbered(guest, field(guest.form, 'caseRef'));
    if (caseId !== null) await this.sessions.choose(guest.sessionHash, caseId);
    await this.pages.redirect(reply, `${guest.base}/case`);
  }

  @Post('leave')
  async leave(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const guest = await this.sender(request, reply);
    reply.header('set-cookie', await this.sessions.close(guest.sessionHash, guest.base));
    await this.pages.redirect(reply, guest.base);
  }

  /** A page that was posted to, opened again by its address. */
  @Get(['talk', 'dispute', 'choose', 'pay', 'leave'])
  async back(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const guest = await this.reception.receive(request, reply);
    await this.pages.redirect(reply, `${guest.base}/case`);
  }

  private async sender(request: FastifyRequest, reply: FastifyReply): Promise<KnownGuest> {
    const guest = await this.reception.identified(await this.reception.receive(request, reply));
    this.reception.checkForm(guest, 'session');
    return guest;
  }

  /** Shows the page again, with what was typed, when there are no words or too many. */
  private async refused(
    guest: KnownGuest,
    form: 'talk' | 'dispute',
    name: string,
    words: string,
  ): Promise<boolean> {
    const opened = await this.casePages.read(guest);
    const limit = opened.options.message_limit;
    if (words !== '' && words.length <= limit) return false;
    const { wording } = guest;
    const message = words === '' ? wording.t(`${form}.missing`) : wording.t('talk.tooLong', { limit });
    await this.casePages.show(guest, opened, { form, field: name, message });
    return true;
  }

  /** What cannot be taken any more leads back to the case, which says why: it is closed. */
  private async confirm(guest: KnownGuest, taken: boolean, form: 'talk' | 'dispute'): Promise<void> {
    if (!taken) return this.pages.redirect(guest.reply, `${guest.base}/case`);
    const { wording } = guest;
    const { record } = await this.casePages.read(guest);
    await this.pages.notice(guest, wording.t(`${form}.done.title`), [wording.t(`${form}.done.text`)], {
      back: { href: `${guest.base}/case`, label: wording.t('page.backToCase') },
      creditor: record.creditor,
    });
  }
}

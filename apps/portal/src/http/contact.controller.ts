import { Controller, Get, Inject, Post, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DebtorActions } from '../actions/debtor-actions.js';
import { channelWords } from '../presenters/channel-words.js';
import { field } from './form.js';
import type { Guest } from './guest.js';
import { PortalExceptionFilter } from './portal-exception.filter.js';
import { PortalPages } from './portal-pages.js';
import { Reception } from './reception.js';

/** Ending contact, for which nobody has to show who they are. The pages fetched by GET have no effect. */
@Controller('p/:token')
@UseFilters(PortalExceptionFilter)
export class ContactController {
  constructor(
    @Inject(Reception) private readonly reception: Reception,
    @Inject(PortalPages) private readonly pages: PortalPages,
    @Inject(DebtorActions) private readonly actions: DebtorActions,
  ) {}

  @Get('stop')
  async askStop(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const guest = await this.reception.receive(request, reply);
    await this.reception.logVisit(guest, 'stop');
    await this.stopPage(guest, '/stop');
  }

  @Post('stop')
  async stop(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const guest = await this.reception.receive(request, reply);
    this.reception.checkForm(guest, 'link');
    if (field(guest.form, 'scope') === 'all') return this.stopAll(guest);
    await this.stopChannel(guest);
  }

  @Get('unsubscribe')
  async askUnsubscribe(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const guest = await this.reception.receive(request, reply);
    await this.reception.logVisit(guest, 'unsubscribe');
    await this.stopPage(guest, '/unsubscribe');
  }

  /** One click in the mail program (RFC 8058): it sends no cookie and no form token, and wants none asked for. */
  @Post('unsubscribe')
  async unsubscribe(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const guest = await this.reception.receive(request, reply);
    await this.stopChannel(guest);
  }

  @Get('wrong-person')
  async askWrongPerson(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const guest = await this.reception.receive(request, reply);
    await this.reception.logVisit(guest, 'wrong_person');
    await this.wrongPersonPage(guest);
  }

  @Post('wrong-person')
  async wrongPerson(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const guest = await this.reception.receive(request, reply);
    this.reception.checkForm(guest, 'link');
    if (field(guest.form, 'confirm') !== 'yes') return this.wrongPersonPage(guest);
    await this.actions.wrongPerson(guest.link);
    const { wording } = guest;
    await this.pages.notice(guest, wording.t('wrong.done.title'), [wording.t('wrong.done.text')]);
  }

  private async stopChannel(guest: Guest): Promise<void> {
    const { wording, link } = guest;
    await this.actions.stopChannel(link);
    const lines = [wording.t(channelWords(link.channel).doneKey), wording.t('stop.done.note')];
    await this.pages.notice(guest, wording.t('stop.done.title'), lines, { back: backToStart(guest) });
  }

  /** Ending all contact is the person's own decision, so they show first who they are. */
  private async stopAll(guest: Guest): Promise<void> {
    const known = await this.reception.identified(guest);
    await this.actions.stopAll(known);
    const { wording } = guest;
    const lines = [wording.t('stop.all.done'), wording.t('stop.done.note')];
    await this.pages.notice(guest, wording.t('stop.done.title'), lines, { back: backToStart(guest) });
  }

  private async stopPage(guest: Guest, at: '/stop' | '/unsubscribe'): Promise<void> {
    const model = {
      action: guest.base + at,
      csrf: this.reception.formToken(guest, 'link'),
      stop: channelWords(guest.link.channel),
    };
    await this.pages.send(guest, { view: 'stop', title: guest.wording.t('stop.title'), at, model });
  }

  private async wrongPersonPage(guest: Guest): Promise<void> {
    await this.pages.send(guest, {
      view: 'wrong-person',
      title: guest.wording.t('wrong.title'),
      at: '/wrong-person',
      model: { csrf: this.reception.formToken(guest, 'link') },
    });
  }
}

function backToStart({ base, wording }: Guest): { href: string; label: string } {
  return { href: base, label: wording.t('page.backToStart') };
}

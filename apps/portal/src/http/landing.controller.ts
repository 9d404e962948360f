import { Controller, Get, Inject, Post, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DebtorActions } from '../actions/debtor-actions.js';
import { type AnswerFault, readAnswers } from '../identity/answers.js';
import { IdentityCheck } from '../identity/identity-check.js';
import { channelWords } from '../presenters/channel-words.js';
import { SessionDesk } from '../session/session-desk.js';
import { field } from './form.js';
import type { Guest } from './guest.js';
import { PortalExceptionFilter } from './portal-exception.filter.js';
import { PortalPages } from './portal-pages.js';
import { Reception } from './reception.js';

const FAULT_FIELDS = {
  'caseRef.missing': 'caseRef',
  'oneOf.missing': 'postcode',
  'birthDate.unreadable': 'birthDate',
} as const satisfies Record<AnswerFault, string>;

const HOUR_MS = 3_600_000;

/** The first page of a deep link, which shows nothing of the case, and the identity check. */
@Controller('p/:token')
@UseFilters(PortalExceptionFilter)
export class LandingController {
  constructor(
    @Inject(Reception) private readonly reception: Reception,
    @Inject(PortalPages) private readonly pages: PortalPages,
    @Inject(IdentityCheck) private readonly identity: IdentityCheck,
    @Inject(SessionDesk) private readonly sessions: SessionDesk,
    @Inject(DebtorActions) private readonly actions: DebtorActions,
  ) {}

  @Get()
  async open(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const guest = await this.reception.receive(request, reply);
    await this.reception.logVisit(guest, 'landing');
    if (await this.reception.known(guest)) return this.pages.redirect(reply, `${guest.base}/case`);
    const again = field(request.query as Record<string, unknown>, 'again') !== '';
    await this.landing(guest, { notice: again ? guest.wording.t('landing.expired') : null });
  }

  @Post('identity')
  async identify(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const guest = await this.reception.receive(request, reply);
    const { link, wording, form } = guest;
    this.reception.checkForm(guest, 'link');
    const { answers, faults } = readAnswers(form);
    if (faults.length > 0) {
      const errors = faults.map((fault) => ({
        field: FAULT_FIELDS[fault],
        message: wording.t(`identity.${fault}`),
      }));
      return this.landing(guest, { errors, status: 422 });
    }
    const result = await this.identity.check(link, answers);
    switch (result.outcome) {
      case 'match': {
        const cookie = await this.sessions.open(link, result.caseId, wording.language, guest.base);
        reply.header('set-cookie', cookie);
        return this.pages.redirect(reply, `${guest.base}/case`);
      }
      case 'unprovable':
        return this.passToAgent(guest, result.caseId);
      case 'throttled':
        return this.throttled(guest, result.waitMs);
      case 'mismatch':
        // Which of the answers was wrong is not told: that would make guessing the other one easy.
        return this.landing(guest, {
          errors: [{ field: 'caseRef', message: wording.t('identity.mismatch') }],
          unmarked: true,
          status: 422,
        });
    }
  }

  @Get('identity')
  async back(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const guest = await this.reception.receive(request, reply);
    await this.pages.redirect(reply, guest.base);
  }

  @Post('help')
  async help(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const guest = await this.reception.receive(request, reply);
    this.reception.checkForm(guest, 'link');
    const [caseId] = guest.link.caseIds;
    await this.passToAgent(guest, caseId);
  }

  private async passToAgent(guest: Guest, caseId: string | undefined): Promise<void> {
    const asked = caseId !== undefined && (await this.actions.askForHelp(guest.link, caseId));
    const { wording } = guest;
    // Why not is for the debtor alone, and who this is has not been shown.
    const [title, text] = asked
      ? [wording.t('help.done.title'), wording.t('help.done.text')]
      : [wording.t('help.refused.title'), wording.t('help.refused.text')];
    await this.pages.notice(guest, title, [text]);
  }

  private async throttled(guest: Guest, waitMs: number): Promise<void> {
    const { wording } = guest;
    const wait =
      waitMs < HOUR_MS
        ? wording.t('identity.throttled.minutes', { n: Math.ceil(waitMs / 60_000) })
        : wording.t('identity.throttled.hours', { n: Math.ceil(waitMs / HOUR_MS) });
    guest.reply.header('retry-after', Math.ceil(waitMs / 1000));
    await this.pages.notice(
      guest,
      wording.t('identity.throttled.title'),
      [wording.t('identity.throttled.text'), wait],
      { status: 429, back: { href: guest.base, label: wording.t('page.backToStart') } },
    );
  }

  private async landing(
    guest: Guest,
    told: {
      notice?: string | null;
      errors?: { field: string; message: string }[];
      /** The errors belong to no field in particular. */
      unmarked?: boolean;
      status?: number;
    },
  ): Promise<void> {
    const { wording, form } = guest;
    const { notice = null, errors = [], unmarked = false, status } = told;
    const errorOf = (name: string): string | null =>
      unmarked ? null : (errors.find((error) => error.field === name)?.message ?? null);
    await this.pages.send(guest, {
      status,
      view: 'landing',
      title: wording.t('landing.title'),
      at: '',
      model: {
        csrf: this.reception.formToken(guest, 'link'),
        notice,
        errors,
        values: byField((name) => field(form, name)),
        fieldErrors: byField(errorOf),
        stop: channelWords(guest.link.channel),
      },
    });
  }
}

function byField<T>(of: (name: string) => T): Record<'caseRef' | 'postcode' | 'birthDate', T> {
  return { caseRef: of('caseRef'), postcode: of('postcode'), birthDate: of('birthDate') };
}

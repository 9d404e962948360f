import { randomUUID } from 'node:crypto';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Inject } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LOGGER, type Logger } from '#platform';
import { asForm } from './form.js';
import { NotIdentified, StaleForm, UnknownLink } from './guest.js';
import { PortalPages } from './portal-pages.js';
import { Reception } from './reception.js';

/** Turns whatever went wrong into a page that says how to go on, and nothing about the case or the code. */
@Catch()
export class PortalExceptionFilter implements ExceptionFilter {
  constructor(
    @Inject(PortalPages) private readonly pages: PortalPages,
    @Inject(Reception) private readonly reception: Reception,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    if (reply.sent) return;
    if (error instanceof NotIdentified) return this.pages.redirect(reply, `${error.base}?again=1`);
    const wording = this.reception.wording(request, reply, asForm(request.body));
    const tell = (
      status: number,
      title: string,
      lines: string[],
      back: object | null = null,
    ): Promise<void> =>
      this.pages.sendTo(
        reply,
        wording,
        { status, view: 'notice', title, at: null, model: { lines, back } },
        null,
      );
    if (error instanceof StaleForm) {
      const back = { href: error.base, label: wording.t('page.backToStart') };
      return tell(403, wording.t('formExpired.title'), [wording.t('formExpired.text')], back);
    }
    if (error instanceof UnknownLink || (error instanceof HttpException && error.getStatus() < 500)) {
      return tell(404, wording.t('missing.title'), [wording.t('missing.text')]);
    }
    const incident = randomUUID().slice(0, 8);
    this.logger.error({ err: error, incident }, 'a portal page failed');
    return tell(500, wording.t('broken.title'), [wording.t('broken.text', { incident })]);
  }
}

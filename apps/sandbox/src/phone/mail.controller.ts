import { Controller, Get, Inject, NotFoundException, Param, Post, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Inbox } from '../inbox/inbox.js';
import { unpackHtml, type StoredMail } from '../inbox/stored-message.js';
import { WebhookPoster } from '../outgoing/webhook-poster.js';
import { SANDBOX_OPTIONS, type SandboxOptions } from '../sandbox.options.js';
import { pageAddress } from './contact-list.view.js';
import { OwnPagesGuard } from './own-pages.guard.js';
import { PhoneBook } from './phone-book.js';
import { ThisMachineGuard } from './this-machine.guard.js';

/** A mail's own markup, kept apart from the page around it, and its one-click unsubscribe. */
@Controller('sandbox/mail/:id')
@UseGuards(OwnPagesGuard, ThisMachineGuard)
export class MailController {
  constructor(
    private readonly inbox: Inbox,
    private readonly book: PhoneBook,
    private readonly poster: WebhookPoster,
    @Inject(SANDBOX_OPTIONS) private readonly options: Pick<SandboxOptions, 'publicUrl'>,
  ) {}

  /** Runs no script and loads no picture from anywhere but here. */
  @Get('html')
  html(@Param('id') id: string, @Res() reply: FastifyReply): void {
    const markup = unpackHtml(this.known(id)) ?? '';
    const images = `img-src 'self' data: ${new URL(this.options.publicUrl).origin}`;
    const boxed = 'sandbox allow-popups allow-popups-to-escape-sandbox';
    void reply
      .header('content-security-policy', `${boxed}; default-src 'none'; style-src 'unsafe-inline'; ${images}`)
      .header('referrer-policy', 'no-referrer')
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(openLinksOutside(markup));
  }

  /** RFC 8058: the mail program posts by itself, without cookies. */
  @Post('unsubscribe')
  async unsubscribe(@Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const mail = this.known(id);
    if (!mail.unsubscribe) throw new NotFoundException('the mail offers no one-click unsubscribe');
    await this.poster.post({
      url: mail.unsubscribe,
      body: 'List-Unsubscribe=One-Click',
      headers: () => ({ 'content-type': 'application/x-www-form-urlencoded' }),
      plan: {
        retries: 0,
        retryOn: () => false,
        firstWaitMs: 0,
        longestWaitMs: 0,
        readTimeoutMs: 10_000,
        totalMs: 10_000,
      },
    });
    void reply.redirect(pageAddress({ c: this.book.keyOf(mail.address), v: 'mail', m: mail.id }), 303);
  }

  private known(id: string): StoredMail {
    const mail = this.inbox.find(id);
    if (mail?.channel !== 'email') throw new NotFoundException('no such mail');
    return mail;
  }
}

function openLinksOutside(markup: string): string {
  const base = '<base target="_blank">';
  return /<head\b[^>]*>/i.test(markup) ? markup.replace(/<head\b[^>]*>/i, `$&${base}`) : base + markup;
}

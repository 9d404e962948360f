import { Body, Controller, Get, Header, Inject, Post, Query, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Inbox } from '../inbox/inbox.js';
import { RcsNetwork } from '../twilio/rcs/rcs-network.js';
import { SmsReplies } from '../twilio/sms-replies.js';
import { SANDBOX_OPTIONS, type SandboxOptions } from '../sandbox.options.js';
import { BusinessTime } from './business-time.js';
import { pageAddress } from './contact-list.view.js';
import { OwnPagesGuard } from './own-pages.guard.js';
import { PhoneBook } from './phone-book.js';
import { livingParts, phonePage, type PhonePage } from './phone-page.view.js';
import { phoneStateSchema, type PhoneState } from './phone-state.js';
import { PHONE_SCRIPT } from './phone.script.js';
import { RCS_STYLE } from './rcs.style.js';
import { STYLE } from './style.js';
import { ThisMachineGuard } from './this-machine.guard.js';

const replySchema = z.object({
  number: z.string().min(1).max(20),
  text: z.string().trim().min(1).max(1600),
  q: z.string().max(300).default(''),
});

const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'";

/** The virtual phone: what each debtor received, as they would see it. */
@Controller('sandbox')
@UseGuards(OwnPagesGuard)
export class PhoneController {
  constructor(
    private readonly inbox: Inbox,
    private readonly book: PhoneBook,
    private readonly replies: SmsReplies,
    private readonly rcs: RcsNetwork,
    @Inject(BusinessTime) private readonly time: BusinessTime,
    @Inject(SANDBOX_OPTIONS) private readonly options: Pick<SandboxOptions, 'publicUrl'>,
  ) {}

  @Get()
  @UseGuards(ThisMachineGuard)
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  show(@Query() query: unknown, @Res({ passthrough: true }) reply: FastifyReply): string {
    // Pictures of cards are ours: nothing is loaded from anywhere else.
    const images = `img-src 'self' data: ${new URL(this.options.publicUrl).origin}`;
    void reply.header('content-security-policy', `${PAGE_POLICY}; ${images}`);
    return phonePage(this.page(phoneStateSchema.parse(query))).markup;
  }

  /** What changed since a version: nothing but the clock, or all living parts. */
  @Get('live')
  @UseGuards(ThisMachineGuard)
  @Header('cache-control', 'no-store')
  live(@Query() query: Record<string, string>): Record<string, unknown> {
    const unchanged = Number(query['since']) === this.inbox.version;
    const page = unchanged ? undefined : this.page(phoneStateSchema.parse(query));
    return { version: this.inbox.version, clock: this.time.now(), parts: page ? livingParts(page) : {} };
  }

  @Post('reply')
  @UseGuards(ThisMachineGuard)
  reply(@Body() body: unknown, @Res() reply: FastifyReply): void {
    const given = replySchema.safeParse(body);
    if (!given.success) return void reply.redirect('/sandbox', 303);
    const { number, text, q } = given.data;
    const result = this.replies.reply(number, text);
    const note = result.kind === 'sent' ? '' : result.kind;
    void reply.redirect(pageAddress({ c: this.book.keyOf(number), q, v: 'sms', note }), 303);
  }

  @Get('style.css')
  @Header('content-type', 'text/css; charset=utf-8')
  style(): string {
    return STYLE + RCS_STYLE;
  }

  @Get('phone.js')
  @Header('content-type', 'text/javascript; charset=utf-8')
  script(): string {
    return PHONE_SCRIPT;
  }

  /** Looking at a debtor's texts reads them, and RCS tells the sender; a mail is read when it is opened. */
  private page(state: PhoneState): PhonePage {
    const thread = state.c === '' ? undefined : this.book.thread(state.c);
    for (const message of [
      ...(thread?.sms ?? []),
      ...(thread?.mails ?? []).filter(({ id }) => id === state.m),
    ]) {
      if (!message.read) this.inbox.patch(message.id, { read: true });
      if (message.channel === 'rcs') this.rcs.read(message);
    }
    return {
      state,
      version: this.inbox.version,
      counters: this.inbox.counters,
      contacts: this.book.contacts(state.q),
      thread: thread && this.book.thread(state.c),
      time: this.time,
    };
  }
}

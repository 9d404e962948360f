import { Body, Controller, Get, Header, Inject, Post, Query, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Attendance } from '../calls/attendance.js';
import { CallLog } from '../calls/call-log.js';
import { VoiceNetwork } from '../calls/voice-network.js';
import { Inbox } from '../inbox/inbox.js';
import { RcsNetwork } from '../twilio/rcs/rcs-network.js';
import { SmsReplies } from '../twilio/sms-replies.js';
import { SANDBOX_OPTIONS, type SandboxOptions } from '../sandbox.options.js';
import { BusinessTime } from './business-time.js';
import { CALL_STYLE } from './call.style.js';
import type { CallShown } from './call-panel.view.js';
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
    private readonly log: CallLog,
    private readonly network: VoiceNetwork,
    private readonly attendance: Attendance,
  ) {}

  @Get()
  @UseGuards(ThisMachineGuard)
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  show(@Query() query: unknown, @Res({ passthrough: true }) reply: FastifyReply): string {
    // Pictures of cards are ours: nothing is loaded from anywhere else.
    const images = `img-src 'self' data: ${new URL(this.options.publicUrl).origin}`;
    void reply.header('content-security-policy', `${PAGE_POLICY}; ${images}`);
    return phonePage(this.page(phoneStateSchema.parse(query), true)).markup;
  }

  /** What changed since a version: nothing but the clock, or all living parts. */
  @Get('live')
  @UseGuards(ThisMachineGuard)
  @Header('cache-control', 'no-store')
  live(@Query() query: Record<string, string>): Record<string, unknown> {
    const state = phoneStateSchema.parse(query);
    const unchanged = Number(query['since']) === this.version;
    if (unchanged) this.watch(state, false);
    const page = unchanged ? undefined : this.page(state, false);
    return { version: this.version, clock: this.time.now(), parts: page ? livingParts(page) : {} };
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
    return STYLE + RCS_STYLE + CALL_STYLE;
  }

  @Get('phone.js')
  @Header('content-type', 'text/javascript; charset=utf-8')
  script(): string {
    return PHONE_SCRIPT;
  }

  /** Looking at a debtor's texts reads them, and RCS tells the sender; a mail is read when it is opened. */
  private page(state: PhoneState, loaded: boolean): PhonePage {
    const thread = state.c === '' ? undefined : this.book.thread(state.c);
    this.watch(state, loaded);
    for (const call of thread?.calls ?? []) if (!call.read) this.log.patch(call.id, { read: true });
    for (const message of [
      ...(thread?.sms ?? []),
      ...(thread?.mails ?? []).filter(({ id }) => id === state.m),
    ]) {
      if (!message.read) this.inbox.patch(message.id, { read: true });
      if (message.channel === 'rcs') this.rcs.read(message);
    }
    return {
      state,
      version: this.version,
      counters: this.inbox.counters,
      contacts: this.book.contacts(state.q),
      thread: thread && this.book.thread(state.c),
      time: this.time,
      live: [...this.network.allLive()].flatMap((live): CallShown[] => {
        const contact = this.book.contactAt(live.stored.address);
        return contact ? [{ call: live.stored, live, contact }] : [];
      }),
    };
  }

  /** Grows with whatever the page shows. */
  private get version(): number {
    return this.inbox.version + this.log.version;
  }

  /** Whose page is on somebody's screen is called on that screen; of the other calls, one at a time rings there. */
  private watch({ c }: PhoneState, loaded: boolean): void {
    this.attendance.present(loaded);
    const phone = c === '' ? null : this.book.phoneOf(c);
    if (phone) this.attendance.watched(phone, loaded);
  }
}

import { Body, Controller, Post, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Inbox } from '../inbox/inbox.js';
import { isLost } from '../twilio/message-status.js';
import { SmsReplies } from '../twilio/sms-replies.js';
import { pageAddress } from './contact-list.view.js';
import { OwnPagesGuard } from './own-pages.guard.js';
import { PhoneBook } from './phone-book.js';
import { ThisMachineGuard } from './this-machine.guard.js';

const tapSchema = z.object({
  /** Id of the message that the button belongs to. */
  message: z.string().min(1).max(40),
  /** Which of its buttons, from 0. */
  button: z.coerce.number().int().min(0).max(20),
  q: z.string().max(300).default(''),
});

/** Buttons that answer, tapped on the virtual phone. */
@Controller('sandbox/tap')
@UseGuards(OwnPagesGuard, ThisMachineGuard)
export class TapController {
  constructor(
    private readonly inbox: Inbox,
    private readonly book: PhoneBook,
    private readonly replies: SmsReplies,
  ) {}

  @Post()
  tap(@Body() body: unknown, @Res() reply: FastifyReply): void {
    const given = tapSchema.safeParse(body);
    const message = given.success ? this.inbox.find(given.data.message) : undefined;
    // Forgotten since, or never there: nothing to answer, so the phone is shown as it is.
    if (!given.success || message?.channel !== 'rcs') return void reply.redirect('/sandbox', 303);
    const button = isLost(message.status) ? undefined : message.card?.buttons[given.data.button];
    const answer = button?.kind === 'reply' ? this.replies.tap(message, button) : message;
    const page = pageAddress({ c: this.book.keyOf(message.address), q: given.data.q, v: 'sms' });
    // Without the script the page would open at the oldest message.
    void reply.redirect(`${page}#${answer.id}`, 303);
  }
}

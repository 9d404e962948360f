import { BadRequestException, Body, Controller, Get, HttpCode, Post, Query, UseGuards } from '@nestjs/common';
import { z } from 'zod';
import { Agenda } from '../agenda/agenda.js';
import { VoiceNetwork } from '../calls/voice-network.js';
import { FaultInjector } from '../faults/fault-injector.js';
import { faultPlanSchema } from '../faults/fault-plan.schema.js';
import { Inbox } from '../inbox/inbox.js';
import { addressOf, type StoredMessage } from '../inbox/stored-message.js';
import { WebhookPoster } from '../outgoing/webhook-poster.js';
import { PaymentDesk } from '../payments/payment-desk.js';
import { OwnPagesGuard } from '../phone/own-pages.guard.js';
import { ThisMachineGuard } from '../phone/this-machine.guard.js';

const messagesQuerySchema = z.object({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(5_000).default(1_000),
});

/** For tests and measurements: what arrived, whether anything is still going on, and faults on demand. */
@Controller('sandbox/api')
@UseGuards(OwnPagesGuard, ThisMachineGuard)
export class SandboxApiController {
  constructor(
    private readonly inbox: Inbox,
    private readonly agenda: Agenda,
    private readonly poster: WebhookPoster,
    private readonly desk: PaymentDesk,
    private readonly faults: FaultInjector,
    private readonly calls: VoiceNetwork,
  ) {}

  /** Idle means 0 pending; then the clock may go on to `nextAt`. */
  @Get('pending')
  pending(): { pending: number; nextAt: number | null } {
    this.agenda.tick();
    return {
      pending: this.agenda.pending + this.poster.pending + this.calls.pending,
      nextAt: this.agenda.nextAt,
    };
  }

  /** Messages by order of arrival, after a sequence number; `next` goes on, `last` is the newest there is. */
  @Get('messages')
  messages(@Query() query: unknown): Record<string, unknown> {
    const asked = messagesQuerySchema.safeParse(query);
    if (!asked.success) throw new BadRequestException(z.prettifyError(asked.error));
    const { after, limit } = asked.data;
    const found: StoredMessage[] = [];
    for (const message of this.inbox.all()) {
      if (message.sequence > after) found.push(message);
      if (found.length === limit) break;
    }
    return {
      messages: found.map(summary),
      next: found.at(-1)?.sequence ?? after,
      last: this.inbox.lastSequence,
      counters: this.inbox.counters,
    };
  }

  @Get('faults')
  showFaults(): Record<string, unknown> {
    return this.faults.state;
  }

  @Post('faults')
  @HttpCode(200)
  setFaults(@Body() body: unknown): Record<string, unknown> {
    const plan = faultPlanSchema.safeParse(body ?? {});
    if (!plan.success) throw new BadRequestException(z.prettifyError(plan.error));
    this.faults.adopt(plan.data);
    return this.faults.state;
  }

  /** Forgets every message, call, plan, payment, opt-out and fault; templates stay, as an account's do. */
  @Post('reset')
  @HttpCode(204)
  async reset(): Promise<void> {
    this.agenda.clear();
    this.faults.clear();
    await Promise.all([this.inbox.reset(), this.desk.reset(), this.calls.reset()]);
  }
}

function summary(message: StoredMessage): Record<string, unknown> {
  const { id, sequence, channel, direction, counterpart, text, links, status, errorCode } = message;
  const inbound = direction === 'from-debtor';
  const debtor = addressOf(message);
  return {
    id,
    sequence,
    channel,
    direction,
    to: inbound ? counterpart : debtor,
    from: inbound ? debtor : counterpart,
    subject: message.channel === 'email' ? message.subject : null,
    messageId: message.channel === 'email' ? message.messageId : null,
    envelopeFrom: message.channel === 'email' ? message.envelopeFrom : null,
    body: text,
    card: message.channel === 'rcs' ? message.card : null,
    links,
    status,
    errorCode,
    businessAt: message.businessAt,
    machineAt: message.machineAt,
  };
}

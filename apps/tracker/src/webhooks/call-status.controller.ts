import { Controller, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { TwilioCallWebhooks, type WebhookForm } from '#channels';
import { BusinessClock, CallStore, Config } from '#contracts';
import { factOfCall } from '../calls/call-state-of.js';
import { ReceiptIntake } from '../receipts/receipt-intake.js';
import { type LegParams, readLeg } from './leg-address.js';
import { WebhookCounter } from './webhook-counter.js';

type StatusRequest = FastifyRequest<{ Params: LegParams; Body: WebhookForm | undefined }>;

const DOOR = 'twilio-call-status';
/** After these no turn of a call comes any more. */
const OVER = new Set(['completed', 'busy', 'no-answer', 'failed', 'canceled']);

/** Where Twilio reports how a call went. */
@ApiExcludeController()
@Controller('webhooks/twilio/voice/status')
export class CallStatusController {
  private readonly webhooks: TwilioCallWebhooks;
  private readonly base: string;

  constructor(
    @Inject(ReceiptIntake) private readonly intake: ReceiptIntake,
    @Inject(CallStore) private readonly calls: CallStore,
    @Inject(BusinessClock) private readonly clock: BusinessClock,
    @Inject(WebhookCounter) private readonly counter: WebhookCounter,
    @Inject(Config) config: Config,
  ) {
    this.webhooks = new TwilioCallWebhooks(config);
    this.base = `${config.publicUrl}/webhooks/twilio/voice/status`;
  }

  /** 204 once the receipt is committed; 503 asks Twilio to send it again. */
  @Post(':shard/:messageId/:legNo')
  async report(@Req() request: StatusRequest, @Res() reply: FastifyReply): Promise<void> {
    const { params, body: form = {} } = request;
    const signature = request.headers['x-twilio-signature'] as string | undefined;
    const url = `${this.base}/${params.shard}/${params.messageId}/${params.legNo}`;
    if (!this.webhooks.verify(url, form, signature)) return this.answer(reply, 403, 'forged');
    const leg = readLeg(params);
    const report = this.webhooks.parseStatus(form);
    if (report === null || leg === null) return this.answer(reply, 422, 'unreadable');
    try {
      if (OVER.has(report.status)) await this.calls.end(leg, report.seconds, this.clock.now());
      await this.intake.take(factOfCall(leg, report));
    } catch {
      // Logged where the whole set failed.
      void reply.header('retry-after', '2');
      return this.answer(reply, 503, 'failed');
    }
    this.answer(reply, 204, 'taken');
  }

  private answer(reply: FastifyReply, status: number, outcome: Parameters<WebhookCounter['count']>[1]): void {
    this.counter.count(DOOR, outcome);
    void reply.status(status).send();
  }
}

import { Controller, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { TwilioWebhooks, type WebhookForm } from '#channels';
import { Config } from '#contracts';
import { twilioStatus } from '#domain';
import { failureOf } from '../receipts/failure-of.js';
import { ReceiptIntake } from '../receipts/receipt-intake.js';
import { WebhookCounter } from './webhook-counter.js';

interface LegParams {
  channel: string;
  shard: string;
  messageId: string;
  legNo: string;
}

type StatusRequest = FastifyRequest<{ Params: LegParams; Body: WebhookForm | undefined }>;

const LEG =
  /^(sms|rcs)\/([0-9]|[1-5][0-9]|6[0-3])\/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\/([1-9]|1[0-9]|20)$/;
const DOOR = 'twilio-status';

/** Where Twilio reports what became of a message. The hot path of the tracker: answered by hand, without pipes. */
@ApiExcludeController()
@Controller('webhooks/twilio/status')
export class TwilioStatusController {
  private readonly webhooks: TwilioWebhooks;
  private readonly base: string;

  constructor(
    @Inject(ReceiptIntake) private readonly intake: ReceiptIntake,
    @Inject(WebhookCounter) private readonly counter: WebhookCounter,
    @Inject(Config) config: Config,
  ) {
    this.webhooks = new TwilioWebhooks(config);
    this.base = `${config.publicUrl}/webhooks/twilio/status`;
  }

  /** 204 once the receipt is committed; 503 asks Twilio to send it again. */
  @Post(':channel/:shard/:messageId/:legNo')
  async report(@Req() request: StatusRequest, @Res() reply: FastifyReply): Promise<void> {
    const { shard, messageId, legNo } = request.params;
    const leg = `${request.params.channel}/${shard}/${messageId}/${legNo}`;
    const form = request.body ?? {};
    const signature = request.headers['x-twilio-signature'] as string | undefined;
    if (!this.webhooks.verify(`${this.base}/${leg}`, form, signature))
      return this.answer(reply, 403, 'forged');
    const report = this.webhooks.parseStatus(form);
    if (report === null || !LEG.test(leg)) return this.answer(reply, 422, 'unreadable');
    const channel = request.params.channel === 'rcs' ? 'rcs' : 'sms';
    const status = twilioStatus(channel, report.status) ?? null;
    try {
      await this.intake.take({
        shard: Number(shard),
        messageId,
        legNo: Number(legNo),
        provider: `twilio-${channel}`,
        channel,
        eventKey: `${report.sid}:${report.status}`,
        kind: report.status,
        status,
        errorCode: report.errorCode,
        providerRef: report.sid,
        failure: failureOf(`twilio-${channel}`, status, report.errorCode),
      });
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

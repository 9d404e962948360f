import { Body, Controller, ForbiddenException, Headers, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { MailWebhooks } from '#channels';
import { Config } from '#contracts';
import { ReceiptIntake } from '../receipts/receipt-intake.js';
import { factOfReport } from './mail-report-fact.js';
import { WebhookCounter } from './webhook-counter.js';

const DOOR = 'email-dsn';

/** Where the mail server hands in what came back: bounces, delays and complaints, as raw messages. */
@ApiExcludeController()
@Controller('webhooks/email/dsn')
export class MailReportController {
  private readonly webhooks: MailWebhooks;

  constructor(
    @Inject(ReceiptIntake) private readonly intake: ReceiptIntake,
    @Inject(WebhookCounter) private readonly counter: WebhookCounter,
    @Inject(Config) config: Config,
  ) {
    this.webhooks = new MailWebhooks(config);
  }

  /** Mail that names no leg of ours is taken and forgotten: sending it again would not change what it is. */
  @Post()
  @HttpCode(204)
  async receive(@Body() raw: unknown, @Headers('x-dunlin-signature') signature?: string): Promise<void> {
    if (!Buffer.isBuffer(raw) || !this.webhooks.verify(raw, signature)) {
      this.counter.count(DOOR, 'forged');
      throw new ForbiddenException('The signature does not hold.');
    }
    const report = await this.webhooks.parseReport(raw);
    this.counter.count(DOOR, report === null ? 'unreadable' : 'taken');
    if (report !== null) await this.intake.take(factOfReport(report));
  }
}

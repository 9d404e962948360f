import {
  Body,
  Controller,
  ForbiddenException,
  Header,
  Headers,
  HttpCode,
  Inject,
  Post,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { TwilioWebhooks, type WebhookForm } from '#channels';
import { Config } from '#contracts';
import { ReplyIntake } from '../replies/reply-intake.js';
import { WebhookCounter } from './webhook-counter.js';

const DOOR = 'twilio-inbound';
/** TwiML that sends nothing back: whatever is answered goes the way of every message. */
const NO_ANSWER = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

/** Where Twilio posts the text messages that people send us. */
@ApiExcludeController()
@Controller('webhooks/twilio/inbound')
export class TwilioInboundController {
  private readonly webhooks: TwilioWebhooks;
  private readonly url: string;

  constructor(
    @Inject(ReplyIntake) private readonly replies: ReplyIntake,
    @Inject(WebhookCounter) private readonly counter: WebhookCounter,
    @Inject(Config) config: Config,
  ) {
    this.webhooks = new TwilioWebhooks(config);
    this.url = `${config.publicUrl}/webhooks/twilio/inbound`;
  }

  @Post()
  @HttpCode(200)
  @Header('content-type', 'text/xml; charset=utf-8')
  async receive(
    @Body() form: WebhookForm = {},
    @Headers('x-twilio-signature') signature?: string,
  ): Promise<string> {
    if (!this.webhooks.verify(this.url, form, signature)) {
      this.counter.count(DOOR, 'forged');
      throw new ForbiddenException('The signature does not hold.');
    }
    const sms = this.webhooks.parseInbound(form);
    this.counter.count(DOOR, sms === null ? 'unreadable' : 'taken');
    if (sms !== null) await this.replies.take(sms);
    return NO_ANSWER;
  }
}

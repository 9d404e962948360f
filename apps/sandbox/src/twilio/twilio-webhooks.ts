import { Inject, Injectable } from '@nestjs/common';
import { twilioRetryPlan, type PostOutcome } from '../outgoing/retry-plan.js';
import { twilioSignature } from '../outgoing/signatures.js';
import { WebhookPoster } from '../outgoing/webhook-poster.js';
import { SANDBOX_OPTIONS, type SandboxOptions } from '../sandbox.options.js';

/** Form-encoded, signed requests as Twilio makes them. */
@Injectable()
export class TwilioWebhooks {
  constructor(
    private readonly poster: WebhookPoster,
    @Inject(SANDBOX_OPTIONS) private readonly options: Pick<SandboxOptions, 'authToken'>,
  ) {}

  post(url: string, form: Readonly<Record<string, string>>, idempotencyToken: string): Promise<PostOutcome> {
    const headers = {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'user-agent': 'TwilioProxy/1.1 (Dunlin sandbox)',
      accept: '*/*',
      'x-twilio-signature': twilioSignature(this.options.authToken, url, form),
      'i-twilio-idempotency-token': idempotencyToken,
    };
    return this.poster.post({
      url,
      body: new URLSearchParams(form).toString(),
      headers: () => headers,
      plan: twilioRetryPlan(url),
    });
  }
}

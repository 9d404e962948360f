import { Inject, Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import type { ChannelAdapter } from '#contracts';
import { PersistenceModule } from '#persistence';
import { QueueingModule } from '#queueing';
import { CallDesk } from './calls/call-desk.js';
import { CallEffects } from './calls/call-effects.js';
import { TurnTaker } from './calls/turn-taker.js';
import { WorkFigures } from './figures/work-figures.js';
import { PaymentIntake } from './payments/payment-intake.js';
import { ADAPTERS_BY_PROVIDER, DoubtSettler } from './reconciling/doubt-settler.js';
import { Reconciler } from './reconciling/reconciler.js';
import { ReceiptIntake } from './receipts/receipt-intake.js';
import { ReplyIntake } from './replies/reply-intake.js';
import { Sealer } from './sealing/sealer.js';
import { CallDatabase, TRACKING_PROVIDERS } from './tracking.providers.js';
import { CallStatusController } from './webhooks/call-status.controller.js';
import { CallTurnController } from './webhooks/call-turn.controller.js';
import { MailReportController } from './webhooks/mail-report.controller.js';
import { OpenPixelController } from './webhooks/open-pixel.controller.js';
import { PaymentController } from './webhooks/payment.controller.js';
import { TwilioInboundController } from './webhooks/twilio-inbound.controller.js';
import { TwilioStatusController } from './webhooks/twilio-status.controller.js';
import { WebhookCounter } from './webhooks/webhook-counter.js';

/** Raw mails of bounces return the headers of what bounced, or all of it. */
const LARGEST_MAIL = 2 ** 20;
const MAIL = 'message/rfc822';

/** Provider webhooks, replies, bounces; reconciles what is in doubt, seals what was decided. */
@Module({
  imports: [PersistenceModule, QueueingModule],
  controllers: [
    TwilioStatusController,
    TwilioInboundController,
    CallTurnController,
    CallStatusController,
    MailReportController,
    OpenPixelController,
    PaymentController,
  ],
  providers: [
    ...TRACKING_PROVIDERS,
    WebhookCounter,
    ReceiptIntake,
    ReplyIntake,
    PaymentIntake,
    CallEffects,
    TurnTaker,
    CallDesk,
    DoubtSettler,
    Reconciler,
    Sealer,
    WorkFigures,
  ],
})
export class TrackerModule implements OnModuleInit, OnApplicationShutdown {
  constructor(
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
    @Inject(ADAPTERS_BY_PROVIDER) private readonly adapters: ReadonlyMap<string, ChannelAdapter>,
    @Inject(CallDatabase) private readonly calls: CallDatabase,
  ) {}

  /** Bounces are signed over their bytes, so they arrive as bytes. */
  onModuleInit(): void {
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    if (server.hasContentTypeParser(MAIL)) return;
    server.addContentTypeParser(
      MAIL,
      { parseAs: 'buffer', bodyLimit: LARGEST_MAIL },
      (_request, body, done) => done(null, body),
    );
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.adapters.values()].map((adapter) => adapter.destroy?.()));
    await this.calls.close();
  }
}

import { Controller, Get, Header, Headers, Inject, Logger, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { isDeepLinkToken, tokenHash } from '#domain';
import { ReceiptStore } from '#contracts';
import { ReceiptIntake } from '../receipts/receipt-intake.js';
import { WebhookCounter } from './webhook-counter.js';

/** One transparent pixel. */
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
/** Programs that fetch pictures before, or without, anybody looking at them. */
const PREFETCHERS = /GoogleImageProxy|YahooMailProxy|Mozilla\/5\.0$|bot|scanner|preview|proxy/i;
const DOOR = 'email-open';

/** The pixel of a mail. Mail programs prefetch it, so an open is written down and decides nothing. */
@ApiExcludeController()
@Controller('webhooks/email/open')
export class OpenPixelController {
  private readonly logger = new Logger('webhooks');

  constructor(
    @Inject(ReceiptStore) private readonly receipts: ReceiptStore,
    @Inject(ReceiptIntake) private readonly intake: ReceiptIntake,
    @Inject(WebhookCounter) private readonly counter: WebhookCounter,
  ) {}

  /** The same answer whether the token is one or not, so that nothing can be learnt from it. */
  @Get(':file')
  @Header('content-type', 'image/gif')
  @Header('cache-control', 'no-store')
  show(@Param('file') file: string, @Headers('user-agent') agent = ''): Buffer {
    const token = file.replace(/\.gif$/, '');
    if (isDeepLinkToken(token)) void this.note(token, PREFETCHERS.test(agent) ? 'prefetched' : 'opened');
    return PIXEL;
  }

  private async note(token: string, kind: 'opened' | 'prefetched'): Promise<void> {
    try {
      const leg = await this.receipts.legOfLink(tokenHash(token));
      if (leg === null) return this.counter.count(DOOR, 'unreadable');
      await this.intake.take({
        ...leg,
        provider: 'tracker',
        channel: 'email',
        eventKey: kind,
        kind,
        status: null,
        errorCode: null,
        providerRef: null,
        failure: null,
      });
      this.counter.count(DOOR, 'taken');
    } catch (error) {
      this.counter.count(DOOR, 'failed');
      this.logger.error('an open was not stored', error as Error);
    }
  }
}

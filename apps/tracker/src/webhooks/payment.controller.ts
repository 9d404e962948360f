import {
  Controller,
  ForbiddenException,
  HttpCode,
  Inject,
  NotFoundException,
  Param,
  Post,
  Req,
  type RawBodyRequest,
  UnprocessableEntityException,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { PaymentProvider } from '#contracts';
import { PaymentIntake } from '../payments/payment-intake.js';
import { WebhookCounter } from './webhook-counter.js';

/** The payment providers by name; see createPaymentProviders. */
export const PAYMENT_PROVIDERS = Symbol('PAYMENT_PROVIDERS');

const DOOR = 'payments';

/** Where payment providers report money. */
@ApiExcludeController()
@Controller('webhooks/payments')
export class PaymentController {
  constructor(
    @Inject(PAYMENT_PROVIDERS) private readonly providers: ReadonlyMap<string, PaymentProvider>,
    @Inject(PaymentIntake) private readonly payments: PaymentIntake,
    @Inject(WebhookCounter) private readonly counter: WebhookCounter,
  ) {}

  @Post(':provider')
  @HttpCode(204)
  async receive(
    @Param('provider') name: string,
    @Req() request: RawBodyRequest<FastifyRequest>,
  ): Promise<void> {
    const provider = this.providers.get(name);
    if (!provider) throw new NotFoundException('No such payment provider.');
    const headers = request.headers as Record<string, string | undefined>;
    const notice = provider.read(request.rawBody ?? Buffer.alloc(0), headers);
    if (notice === 'forged') {
      this.counter.count(DOOR, 'forged');
      throw new ForbiddenException('The signature does not hold.');
    }
    if (notice === 'unreadable') {
      this.counter.count(DOOR, 'unreadable');
      throw new UnprocessableEntityException('This is no payment that could be booked.');
    }
    const known = await this.payments.take(provider.provider, notice);
    this.counter.count(DOOR, known ? 'taken' : 'unreadable');
    // Not ours, or not yet: the provider keeps it and comes again, which a person can see on its side.
    if (!known) throw new NotFoundException('No payment was begun under this reference.');
  }
}

import {
  BadRequestException,
  Body,
  Controller,
  Get,
  Headers,
  Inject,
  NotFoundException,
  Param,
  Post,
  UseGuards,
} from '@nestjs/common';
import { z } from 'zod';
import { BusinessTime } from '../phone/business-time.js';
import { SANDBOX_OPTIONS, type SandboxOptions } from '../sandbox.options.js';
import { BearerKeyGuard } from './bearer-key.guard.js';
import { PaymentDesk } from './payment-desk.js';
import { newSessionSchema, type PaymentSession } from './payment-session.js';

/** The provider's API that the portal calls. */
@Controller('sandbox/payments/sessions')
@UseGuards(BearerKeyGuard)
export class PaymentsApiController {
  constructor(
    private readonly desk: PaymentDesk,
    private readonly time: BusinessTime,
    @Inject(SANDBOX_OPTIONS) private readonly options: Pick<SandboxOptions, 'ownUrl'>,
  ) {}

  @Post()
  open(
    @Body() body: unknown,
    @Headers('host') host: string,
    @Headers('idempotency-key') idempotencyKey?: string,
  ): Record<string, unknown> {
    const wanted = newSessionSchema.safeParse(body);
    if (!wanted.success) throw new BadRequestException(z.prettifyError(wanted.error));
    return this.show(this.desk.open(wanted.data, idempotencyKey), host);
  }

  @Get(':id')
  fetch(@Param('id') id: string, @Headers('host') host: string): Record<string, unknown> {
    const session = this.desk.find(id);
    if (!session) throw new NotFoundException('no such payment session');
    return this.show(session, host);
  }

  private show(session: PaymentSession, host: string): Record<string, unknown> {
    const { id, status, reference, amount_minor, currency, paidAt } = session;
    return {
      id,
      url: `${this.options.ownUrl ?? `http://${host}`}/sandbox/pay/${id}`,
      status,
      reference,
      amount_minor,
      currency,
      paid_at: paidAt === null ? null : this.time.isoOf(paidAt),
    };
  }
}

import { Controller, Get, Param, Post, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { OwnPagesGuard } from '../phone/own-pages.guard.js';
import { PaymentDesk } from './payment-desk.js';
import { noSuchPayment, paymentPage } from './payment-page.view.js';
import type { PaymentSession } from './payment-session.js';

/** The page to which a payer is sent. */
@Controller('sandbox/pay/:id')
@UseGuards(OwnPagesGuard)
export class PaymentPageController {
  constructor(private readonly desk: PaymentDesk) {}

  @Get()
  show(@Param('id') id: string, @Res() reply: FastifyReply): void {
    const session = this.desk.find(id);
    const page = session ? paymentPage(session) : noSuchPayment();
    void reply
      .status(session ? 200 : 404)
      .header('cache-control', 'no-store')
      .header('content-security-policy', "default-src 'none'; style-src 'self'; img-src 'self' data:")
      .type('text/html; charset=utf-8')
      .send(page.markup);
  }

  @Post()
  pay(@Param('id') id: string, @Res() reply: FastifyReply): void {
    this.close(id, reply, (session) => {
      this.desk.pay(session);
      return session.success_url;
    });
  }

  @Post('cancel')
  cancel(@Param('id') id: string, @Res() reply: FastifyReply): void {
    this.close(id, reply, (session) => {
      this.desk.cancel(session);
      return session.status === 'paid' ? session.success_url : session.cancel_url;
    });
  }

  private close(id: string, reply: FastifyReply, how: (session: PaymentSession) => string): void {
    const session = this.desk.find(id);
    if (session) void reply.redirect(how(session), 303);
    else void reply.status(404).type('text/html; charset=utf-8').send(noSuchPayment().markup);
  }
}

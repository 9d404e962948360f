import { BadRequestException, Body, Controller, Get, HttpCode, Post, UseGuards } from '@nestjs/common';
import { z } from 'zod';
import { Inbox } from '../inbox/inbox.js';
import { OwnPagesGuard } from '../phone/own-pages.guard.js';
import { ThisMachineGuard } from '../phone/this-machine.guard.js';
import { RcsPhones } from '../twilio/rcs/rcs-phones.js';

const decisionSchema = z.object({
  number: z.string().regex(/^\+[1-9]\d{6,14}$/, 'must be E.164, such as +48500000001'),
  /** Null leaves it to the debtor's behaviour again. */
  capable: z.boolean().nullable(),
});

/** For tests and for trying things out: which phones take RCS, whatever their debtors' behaviour says. */
@Controller('sandbox/api/rcs')
@UseGuards(OwnPagesGuard, ThisMachineGuard)
export class RcsApiController {
  constructor(
    private readonly inbox: Inbox,
    private readonly phones: RcsPhones,
  ) {}

  /** What was decided, by number. */
  @Get()
  decided(): Record<string, boolean> {
    return Object.fromEntries(this.inbox.decidedRcs);
  }

  /** Decides about one number and answers with what holds for it now. */
  @Post()
  @HttpCode(200)
  decide(@Body() body: unknown): { number: string; capable: boolean } {
    const decision = decisionSchema.safeParse(body);
    if (!decision.success) throw new BadRequestException(z.prettifyError(decision.error));
    const { number, capable } = decision.data;
    this.inbox.decideRcs(number, capable);
    return { number, capable: this.phones.takes(number) };
  }
}

import {
  Body,
  Controller,
  Get,
  Header,
  NotFoundException,
  Param,
  Post,
  Req,
  Res,
  UseGuards,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CallLog } from '../calls/call-log.js';
import type { CallSignal } from '../calls/live-call.js';
import { VoiceNetwork } from '../calls/voice-network.js';
import { CALL_SCRIPT } from './call.script.js';
import { pageAddress } from './contact-list.view.js';
import { OwnPagesGuard } from './own-pages.guard.js';
import { PhoneBook } from './phone-book.js';
import { ThisMachineGuard } from './this-machine.guard.js';

const keysSchema = z.object({ keys: z.string().regex(/^[0-9*#]{1,64}$/) });

/** The virtual phone's receiver: picked up, pressed on, put down. */
@Controller('sandbox/calls')
@UseGuards(OwnPagesGuard)
export class CallController {
  constructor(
    private readonly log: CallLog,
    private readonly network: VoiceNetwork,
    private readonly book: PhoneBook,
  ) {}

  @Get('call.js')
  @Header('content-type', 'text/javascript; charset=utf-8')
  script(): string {
    return CALL_SCRIPT;
  }

  @Post(':id/answer')
  @UseGuards(ThisMachineGuard)
  answer(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    this.act(id, { kind: 'answer', holder: 'person', as: 'human' }, request, reply);
  }

  @Post(':id/decline')
  @UseGuards(ThisMachineGuard)
  decline(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    this.act(id, { kind: 'decline' }, request, reply);
  }

  @Post(':id/hang-up')
  @UseGuards(ThisMachineGuard)
  hangUp(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    this.act(id, { kind: 'hang-up' }, request, reply);
  }

  @Post(':id/keys')
  @UseGuards(ThisMachineGuard)
  press(
    @Param('id') id: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): void {
    const given = keysSchema.safeParse(body);
    this.act(id, given.success ? { kind: 'keys', keys: given.data.keys } : null, request, reply);
  }

  /** A call that is over by now takes nothing more, and the page shows that. */
  private act(id: string, signal: CallSignal | null, request: FastifyRequest, reply: FastifyReply): void {
    const call = this.log.find(id);
    if (!call) throw new NotFoundException('no such call');
    if (signal) this.network.send(id, signal);
    // The page's script has no use for a page.
    if (request.headers.accept !== 'application/json') {
      void reply.redirect(pageAddress({ c: this.book.keyOf(call.address), v: 'sms' }), 303);
    } else {
      void reply.status(204).send();
    }
  }
}

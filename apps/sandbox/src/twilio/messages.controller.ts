import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Post,
  Query,
  Res,
  UseFilters,
  UseGuards,
} from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { FaultInjector } from '../faults/fault-injector.js';
import { createUnderFaults, meetQueryFaults } from '../faults/submission-faults.js';
import { Inbox } from '../inbox/inbox.js';
import { isText, type StoredText } from '../inbox/stored-message.js';
import { TwilioBasicAuthGuard } from './basic-auth.guard.js';
import { type ListingQuery, pageOf, pageResource } from './listing.js';
import { channelOf, MessageIntake } from './message-intake.js';
import { MESSAGES } from './message-listing.js';
import { API_VERSION, messageResource } from './message-resource.js';
import type { MessageForm } from './message-validation.js';
import { TwilioError, TwilioErrorFilter } from './twilio-error.js';

/** Twilio's Messages resource as the SDK speaks to it. */
@Controller(`sandbox/twilio/${API_VERSION}/Accounts/:account`)
@UseGuards(TwilioBasicAuthGuard)
@UseFilters(TwilioErrorFilter)
export class TwilioMessagesController {
  constructor(
    private readonly intake: MessageIntake,
    private readonly inbox: Inbox,
    private readonly faults: FaultInjector,
  ) {}

  @Post('Messages.json')
  async create(
    @Param('account') account: string,
    @Body() form: MessageForm,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await createUnderFaults(
      this.faults,
      channelOf(form?.['To']),
      reply,
      () => this.intake.accept(form ?? {}),
      (message) => messageResource(message, account),
    );
  }

  @Get('Messages.json')
  async list(
    @Param('account') account: string,
    @Query() query: ListingQuery,
  ): Promise<Record<string, unknown>> {
    await meetQueryFaults(this.faults, channelOf(query['To'] ?? query['From']));
    const page = pageOf(this.newestFirst(query), query, MESSAGES);
    const uri = `/${API_VERSION}/Accounts/${account}/Messages.json`;
    return pageResource('messages', uri, page, (message) => messageResource(message, account));
  }

  @Get('Messages/:file')
  async fetch(
    @Param('account') account: string,
    @Param('file') file: string,
  ): Promise<Record<string, unknown>> {
    await meetQueryFaults(this.faults, this.inbox.find(sidOf(file))?.channel ?? 'sms');
    return messageResource(this.known(account, file), account);
  }

  /** Cancels a scheduled message, or blanks the body of a sent one. */
  @Post('Messages/:file')
  @HttpCode(200)
  update(
    @Param('account') account: string,
    @Param('file') file: string,
    @Body() form: MessageForm,
  ): Record<string, unknown> {
    const message = this.known(account, file);
    if (form?.['Status'] === 'canceled') {
      if (message.status !== 'scheduled') throw new TwilioError(30409);
      this.inbox.patch(message.id, { status: 'canceled', updatedAt: Date.now() });
    } else if (form?.['Body'] === '') {
      this.inbox.patch(message.id, { redacted: true, updatedAt: Date.now() });
    } else {
      throw new TwilioError(20001, form?.['Status'] === undefined ? 'Body' : 'Status');
    }
    return messageResource(message, account);
  }

  @Delete('Messages/:file')
  @HttpCode(204)
  remove(@Param('account') account: string, @Param('file') file: string): void {
    this.inbox.patch(this.known(account, file).id, { deleted: true });
  }

  private known(account: string, file: string): StoredText {
    const message = this.inbox.find(sidOf(file));
    if (!message || !isText(message) || message.deleted) {
      throw new TwilioError(20404, `/${API_VERSION}/Accounts/${account}/Messages/${file}`);
    }
    return message;
  }

  private *newestFirst(query: ListingQuery): Generator<StoredText> {
    const address = (query['To'] ?? query['From'])?.replace(/^rcs:/, '');
    const narrowed = address === undefined ? [] : this.inbox.at(address);
    const candidates = narrowed.length > 0 ? [...narrowed] : [...this.inbox.all()];
    for (const message of candidates.reverse()) {
      if (isText(message) && !message.deleted) yield message;
    }
  }
}

function sidOf(file: string): string {
  return file.replace(/\.json$/, '');
}

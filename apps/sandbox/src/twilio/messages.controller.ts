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
import { FaultInjector, type Fault } from '../faults/fault-injector.js';
import { Inbox } from '../inbox/inbox.js';
import { isText, type InboxChannel, type StoredText } from '../inbox/stored-message.js';
import { TwilioBasicAuthGuard } from './basic-auth.guard.js';
import { channelOf, MessageIntake } from './message-intake.js';
import { listMessages, type ListingQuery } from './message-listing.js';
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
    const channel = channelOf(form?.['To']);
    const fault = this.faults.forSubmission(channel);
    await this.faults.delay(channel);
    throwFor(fault);
    const message = this.intake.accept(form ?? {});
    if (fault === 'error-after-storing') throw new TwilioError(20500);
    if (fault === 'drop') {
      reply.hijack();
      reply.raw.destroy();
      return;
    }
    void reply.status(201).send(messageResource(message, account));
  }

  @Get('Messages.json')
  async list(
    @Param('account') account: string,
    @Query() query: ListingQuery,
  ): Promise<Record<string, unknown>> {
    await this.meetQueryFaults(channelOf(query['To'] ?? query['From']));
    const page = listMessages(this.newestFirst(query), query);
    const uri = `/${API_VERSION}/Accounts/${account}/Messages.json`;
    const at = (search: string | null): string | null => (search === null ? null : `${uri}?${search}`);
    return {
      messages: page.messages.map((message) => messageResource(message, account)),
      page: page.page,
      page_size: page.pageSize,
      start: page.start,
      end: Math.max(page.start, page.start + page.messages.length - 1),
      uri: `${uri}?${new URLSearchParams({ PageSize: String(page.pageSize), Page: String(page.page) }).toString()}`,
      first_page_uri: `${uri}?${new URLSearchParams({ PageSize: String(page.pageSize), Page: '0' }).toString()}`,
      next_page_uri: at(page.next),
      previous_page_uri: at(page.previous),
    };
  }

  @Get('Messages/:file')
  async fetch(
    @Param('account') account: string,
    @Param('file') file: string,
  ): Promise<Record<string, unknown>> {
    await this.meetQueryFaults(this.inbox.find(sidOf(file))?.channel ?? 'sms');
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

  private async meetQueryFaults(channel: InboxChannel): Promise<void> {
    const fault = this.faults.forQuery(channel);
    await this.faults.delay(channel);
    throwFor(fault);
  }
}

function sidOf(file: string): string {
  return file.replace(/\.json$/, '');
}

function throwFor(fault: Fault): void {
  if (fault === 'too-many') throw new TwilioError(20429);
  if (fault === 'error') throw new TwilioError(20500);
}

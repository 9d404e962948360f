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
import type { StoredSms } from '../inbox/stored-message.js';
import { TwilioBasicAuthGuard } from './basic-auth.guard.js';
import { listMessages, type ListingQuery } from './message-listing.js';
import { API_VERSION, messageResource } from './message-resource.js';
import { readSubmission } from './message-validation.js';
import { SmsNetwork } from './sms-network.js';
import { TwilioError, TwilioErrorFilter } from './twilio-error.js';

type Form = Record<string, string | undefined>;

/** Twilio's Messages resource as the SDK speaks to it. */
@Controller(`sandbox/twilio/${API_VERSION}/Accounts/:account`)
@UseGuards(TwilioBasicAuthGuard)
@UseFilters(TwilioErrorFilter)
export class TwilioMessagesController {
  constructor(
    private readonly network: SmsNetwork,
    private readonly inbox: Inbox,
    private readonly faults: FaultInjector,
  ) {}

  @Post('Messages.json')
  async create(
    @Param('account') account: string,
    @Body() form: Form,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const fault = this.faults.forSubmission('sms');
    await this.faults.delay('sms');
    throwFor(fault);
    const message = this.network.accept(readSubmission(form ?? {}));
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
    await this.meetQueryFaults();
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
    await this.meetQueryFaults();
    return messageResource(this.known(account, file), account);
  }

  /** Cancels a scheduled message, or blanks the body of a sent one. */
  @Post('Messages/:file')
  @HttpCode(200)
  update(
    @Param('account') account: string,
    @Param('file') file: string,
    @Body() form: Form,
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

  private known(account: string, file: string): StoredSms {
    const message = this.network.find(file.replace(/\.json$/, ''));
    if (!message || message.deleted) {
      throw new TwilioError(20404, `/${API_VERSION}/Accounts/${account}/Messages/${file}`);
    }
    return message;
  }

  private *newestFirst(query: ListingQuery): Generator<StoredSms> {
    const address = query['To'] ?? query['From'];
    const narrowed = address === undefined ? [] : this.inbox.at(address);
    const candidates = narrowed.length > 0 ? [...narrowed] : [...this.inbox.all()];
    for (const message of candidates.reverse()) {
      if (message.channel === 'sms' && !message.deleted) yield message;
    }
  }

  private async meetQueryFaults(): Promise<void> {
    const fault = this.faults.forQuery('sms');
    await this.faults.delay('sms');
    throwFor(fault);
  }
}

function throwFor(fault: Fault): void {
  if (fault === 'too-many') throw new TwilioError(20429);
  if (fault === 'error') throw new TwilioError(20500);
}

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
import { TwilioBasicAuthGuard } from '../twilio/basic-auth.guard.js';
import type { ListingQuery } from '../twilio/message-listing.js';
import { API_VERSION } from '../twilio/message-resource.js';
import { TwilioError, TwilioErrorFilter } from '../twilio/twilio-error.js';
import { listCalls } from './call-listing.js';
import { CallLog } from './call-log.js';
import { callResource } from './call-resource.js';
import { one, readCallOrder, readInstructions, type CallForm } from './call-validation.js';
import { isOver, type StoredCall } from './stored-call.js';
import { VoiceNetwork } from './voice-network.js';

/** Twilio's Calls resource as the SDK speaks to it. */
@Controller(`sandbox/twilio/${API_VERSION}/Accounts/:account`)
@UseGuards(TwilioBasicAuthGuard)
@UseFilters(TwilioErrorFilter)
export class TwilioCallsController {
  constructor(
    private readonly network: VoiceNetwork,
    private readonly log: CallLog,
    private readonly faults: FaultInjector,
  ) {}

  @Post('Calls.json')
  async create(
    @Param('account') account: string,
    @Body() form: CallForm,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const fault = this.faults.forSubmission('voice');
    await this.faults.delay('voice');
    throwFor(fault);
    const call = this.network.accept(readCallOrder(form ?? {}));
    if (fault === 'error-after-storing') throw new TwilioError(20500);
    if (fault === 'drop') {
      reply.hijack();
      reply.raw.destroy();
      return;
    }
    void reply.status(201).send(callResource(call, account));
  }

  @Get('Calls.json')
  async list(
    @Param('account') account: string,
    @Query() query: ListingQuery,
  ): Promise<Record<string, unknown>> {
    await this.meetQueryFaults();
    const { calls, page, pageSize, next, previous } = listCalls(this.newestFirst(query), query);
    const uri = `/${API_VERSION}/Accounts/${account}/Calls.json`;
    const at = (search: string | null): string | null => (search === null ? null : `${uri}?${search}`);
    const start = page * pageSize;
    return {
      calls: calls.map((call) => callResource(call, account)),
      page,
      page_size: pageSize,
      start,
      end: Math.max(start, start + calls.length - 1),
      uri: `${uri}?PageSize=${pageSize}&Page=${page}`,
      first_page_uri: `${uri}?PageSize=${pageSize}&Page=0`,
      next_page_uri: at(next),
      previous_page_uri: at(previous),
    };
  }

  @Get('Calls/:file')
  async fetch(
    @Param('account') account: string,
    @Param('file') file: string,
  ): Promise<Record<string, unknown>> {
    await this.meetQueryFaults();
    return callResource(this.known(account, file), account);
  }

  /** Calls off, hangs up, or leads a conversation elsewhere. */
  @Post('Calls/:file')
  @HttpCode(200)
  async update(
    @Param('account') account: string,
    @Param('file') file: string,
    @Body() form: CallForm,
  ): Promise<Record<string, unknown>> {
    await this.meetQueryFaults();
    const call = this.known(account, file);
    const status = one(form ?? {}, 'Status');
    if (status === 'canceled' || status === 'completed') await this.end(call, status);
    else if (status) throw new TwilioError(20001, 'Status');
    else await this.lead(call, form ?? {});
    return callResource(call, account);
  }

  @Delete('Calls/:file')
  @HttpCode(204)
  remove(@Param('account') account: string, @Param('file') file: string): void {
    const call = this.known(account, file);
    if (!isOver(call.status)) throw new TwilioError(20009, 'call');
    this.log.patch(call.id, { deleted: true });
  }

  /** `canceled` leaves a conversation alone; what has not been answered is canceled either way. */
  private async end(call: StoredCall, asked: 'canceled' | 'completed'): Promise<void> {
    if (isOver(call.status)) throw new TwilioError(21220, 'end it');
    const talked = call.status === 'in-progress';
    if (talked && asked === 'canceled') return;
    const status = talked ? 'completed' : 'canceled';
    this.network.send(call.id, { kind: 'end', status, why: 'Ended by the caller.' });
    await this.network.live(call.id)?.atRest(1_000);
  }

  private async lead(call: StoredCall, form: CallForm): Promise<void> {
    const { url, method, twiml } = readInstructions(form);
    if (call.status !== 'in-progress') throw new TwilioError(21220, 'redirect');
    const turn =
      twiml === null
        ? ({ kind: 'fetch', url: url ?? '', method, form: {} } as const)
        : ({ kind: 'twiml', twiml } as const);
    this.network.send(call.id, { kind: 'redirect', turn });
  }

  private known(account: string, file: string): StoredCall {
    const call = this.log.find(file.replace(/\.json$/, ''));
    if (call && !call.deleted) return call;
    throw new TwilioError(20404, `/${API_VERSION}/Accounts/${account}/Calls/${file}`);
  }

  private *newestFirst(query: ListingQuery): Generator<StoredCall> {
    const candidates = query['To'] === undefined ? [...this.log.all()] : [...this.log.at(query['To'])];
    for (const call of candidates.reverse()) if (!call.deleted) yield call;
  }

  private async meetQueryFaults(): Promise<void> {
    const fault = this.faults.forQuery('voice');
    await this.faults.delay('voice');
    throwFor(fault);
  }
}

function throwFor(fault: Fault): void {
  if (fault === 'too-many') throw new TwilioError(20429);
  if (fault === 'error') throw new TwilioError(20500);
}

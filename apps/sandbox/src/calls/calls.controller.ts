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
import { TwilioBasicAuthGuard } from '../twilio/basic-auth.guard.js';
import { type ListingQuery, pageOf, pageResource } from '../twilio/listing.js';
import { API_VERSION } from '../twilio/message-resource.js';
import { TwilioError, TwilioErrorFilter } from '../twilio/twilio-error.js';
import { CALLS } from './call-listing.js';
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
    await createUnderFaults(
      this.faults,
      'voice',
      reply,
      () => this.network.accept(readCallOrder(form ?? {})),
      (call) => callResource(call, account),
    );
  }

  @Get('Calls.json')
  async list(
    @Param('account') account: string,
    @Query() query: ListingQuery,
  ): Promise<Record<string, unknown>> {
    await meetQueryFaults(this.faults, 'voice');
    const page = pageOf(this.newestFirst(query), query, CALLS);
    const uri = `/${API_VERSION}/Accounts/${account}/Calls.json`;
    return pageResource('calls', uri, page, (call) => callResource(call, account));
  }

  @Get('Calls/:file')
  async fetch(
    @Param('account') account: string,
    @Param('file') file: string,
  ): Promise<Record<string, unknown>> {
    await meetQueryFaults(this.faults, 'voice');
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
    await meetQueryFaults(this.faults, 'voice');
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
}

import {
  BadRequestException,
  Body,
  ConflictException,
  Controller,
  Get,
  HttpCode,
  NotFoundException,
  Param,
  Post,
  Query,
  UseGuards,
} from '@nestjs/common';
import { z } from 'zod';
import { OwnPagesGuard } from '../phone/own-pages.guard.js';
import { ThisMachineGuard } from '../phone/this-machine.guard.js';
import { Attendance } from './attendance.js';
import { CallLog } from './call-log.js';
import type { CallSignal } from './live-call.js';
import { ANSWERED_BY, type StoredCall } from './stored-call.js';
import { VoiceNetwork } from './voice-network.js';

const listSchema = z.object({
  to: z.string().optional(),
  after: z.coerce.number().int().min(0).default(0),
  live: z.enum(['true', 'false']).default('false'),
  limit: z.coerce.number().int().min(1).max(5_000).default(1_000),
});
const attendedSchema = z.object({ numbers: z.union([z.literal('all'), z.array(z.string())]) });
const answerSchema = z.object({
  /** What really answers. */
  as: z.enum(ANSWERED_BY).default('human'),
  /** What detection takes it for, since it errs; the truth, mostly, where absent. */
  heardAs: z.enum(ANSWERED_BY).optional(),
});
const keysSchema = z.object({ keys: z.string().regex(/^[0-9*#]{1,64}$/) });
const speechSchema = z.object({
  text: z.string().min(1).max(1_000),
  confidence: z.number().min(0).max(1).default(0.9),
});

/** Longer turns than this of the product are not waited for. */
const LONGEST_TURN_MS = 15_000;

/**
 * Calls in the hands of a test or a measurement: which there are, and picking up, pressing, speaking and hanging up.
 * Each act answers with the call as it stands once it waits for the next one, or is over.
 */
@Controller('sandbox/api/calls')
@UseGuards(OwnPagesGuard, ThisMachineGuard)
export class CallsApiController {
  constructor(
    private readonly log: CallLog,
    private readonly network: VoiceNetwork,
    private readonly attendance: Attendance,
  ) {}

  @Get()
  list(@Query() query: unknown): Record<string, unknown> {
    const { to, after, live, limit } = read(listSchema, query);
    const among = to === undefined ? this.log.all() : this.log.at(to);
    const found: StoredCall[] = [];
    for (const call of among) {
      if (call.sequence <= after || (live === 'true' && !this.network.live(call.id))) continue;
      found.push(call);
      if (found.length === limit) break;
    }
    return { calls: found.map((call) => this.view(call)), next: found.at(-1)?.sequence ?? after };
  }

  /** From now on calls to these numbers wait for the test, for their time-out in machine time. */
  @Post('attended')
  @HttpCode(204)
  attend(@Body() body: unknown): void {
    this.attendance.leaveToTest(read(attendedSchema, body).numbers);
  }

  @Get(':id')
  show(@Param('id') id: string): Record<string, unknown> {
    return this.view(this.known(id));
  }

  @Post(':id/answer')
  @HttpCode(200)
  answer(@Param('id') id: string, @Body() body: unknown): Promise<Record<string, unknown>> {
    return this.act(id, { kind: 'answer', holder: 'test', ...read(answerSchema, body ?? {}) });
  }

  @Post(':id/decline')
  @HttpCode(200)
  decline(@Param('id') id: string): Promise<Record<string, unknown>> {
    return this.act(id, { kind: 'decline' });
  }

  @Post(':id/keys')
  @HttpCode(200)
  press(@Param('id') id: string, @Body() body: unknown): Promise<Record<string, unknown>> {
    return this.act(id, { kind: 'keys', keys: read(keysSchema, body).keys });
  }

  @Post(':id/speech')
  @HttpCode(200)
  speak(@Param('id') id: string, @Body() body: unknown): Promise<Record<string, unknown>> {
    return this.act(id, { kind: 'spoke', ...read(speechSchema, body) });
  }

  /** Lets the time of the question run out, at once. */
  @Post(':id/silence')
  @HttpCode(200)
  keepSilent(@Param('id') id: string): Promise<Record<string, unknown>> {
    return this.act(id, { kind: 'silence' });
  }

  @Post(':id/hang-up')
  @HttpCode(200)
  hangUp(@Param('id') id: string): Promise<Record<string, unknown>> {
    return this.act(id, { kind: 'hang-up' });
  }

  private async act(id: string, signal: CallSignal): Promise<Record<string, unknown>> {
    const call = this.known(id);
    const live = this.network.live(id);
    if (!live || this.network.send(id, signal) === 'not-live') {
      throw new ConflictException(`the call neither rings nor goes on: ${call.status}`);
    }
    await live.atRest(LONGEST_TURN_MS);
    return this.view(call);
  }

  private known(id: string): StoredCall {
    const call = this.log.find(id);
    if (call) return call;
    throw new NotFoundException('no such call');
  }

  private view(call: StoredCall): Record<string, unknown> {
    const live = this.network.live(call.id);
    const { id, sequence, address: to, counterpart: from, parent, status, answeredBy, holder, lines } = call;
    const asks = live?.question && {
      inputs: live.question.inputs,
      numDigits: live.question.numDigits,
      ordinal: live.questions,
    };
    return {
      id,
      sequence,
      to,
      from,
      parent,
      status,
      answeredBy,
      heldBy: holder,
      isLive: live !== undefined,
      asks: asks ?? null,
      durationSeconds: call.durationSeconds,
      businessAt: call.businessAt,
      machineAt: call.machineAt,
      lines,
    };
  }
}

function read<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> {
  const parsed = schema.safeParse(given ?? {});
  if (parsed.success) return parsed.data;
  throw new BadRequestException(z.prettifyError(parsed.error));
}

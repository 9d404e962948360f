import { Body, ConflictException, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  BusinessClock,
  ClockStore,
  type ClockView,
  clockView,
  type IdleView,
  idleView,
  PlainError,
} from '#contracts';
import { advanceClock, parseDuration } from '#platform';
import { z } from 'zod';
import { Problems } from '../http/problems.js';
import { instantParam } from '../http/requests.schema.js';
import { IdleWatch } from './idle-watch.js';

const stepRequest = z.union([
  z.strictObject({ to: instantParam }),
  z.strictObject({
    by: z
      .string()
      .transform((text, context) => {
        const duration = parseDuration(text);
        if (duration !== undefined) return duration;
        context.addIssue({
          code: 'custom',
          message: 'is not a duration; write for example "30s", "10m", "2h" or "1d"',
        });
        return z.NEVER;
      })
      .describe('Such as "30s", "10m", "2h" or "1d".'),
  }),
]);

/** Business time: read by anybody, moved only where it is stepped. */
@ApiTags('Clock')
@Controller('api')
export class ClockController {
  constructor(
    @Inject(BusinessClock) private readonly clock: BusinessClock,
    @Inject(ClockStore) private readonly store: ClockStore,
    @Inject(IdleWatch) private readonly watch: IdleWatch,
  ) {}

  @Get('clock')
  @ApiOperation({ summary: 'Read business time' })
  @ApiOkResponse({ standardSchema: clockView })
  @Problems()
  async read(): Promise<ClockView> {
    const now = await this.clock.refresh();
    const { mode, factor } = await this.store.read();
    return { mode, factor, businessNow: new Date(now).toISOString() };
  }

  @Post('clock')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Move stepped time forward',
    description: 'Only where DUNLIN_CLOCK is stepped; time never goes back.',
  })
  @ApiOkResponse({ standardSchema: clockView })
  @Problems(400, 409)
  async step(@Body({ schema: stepRequest }) request: z.infer<typeof stepRequest>): Promise<ClockView> {
    try {
      await advanceClock(this.store, (from) => ('to' in request ? request.to : from + request.by));
    } catch (error) {
      if (error instanceof PlainError) throw new ConflictException(error.message);
      throw error;
    }
    return this.read();
  }

  @Get('idle')
  @ApiOperation({
    summary: 'Tell whether anything is due or on its way',
    description: 'For harnesses: when idle, step the clock to nextAt.',
  })
  @ApiOkResponse({ standardSchema: idleView })
  @Problems()
  idle(): Promise<IdleView> {
    return this.watch.look();
  }
}

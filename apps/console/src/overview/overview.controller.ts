import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type OverviewView, overviewView } from '#contracts';
import { Problems } from '../http/problems.js';
import { Overviews } from './overviews.js';

/** Where everything stands. */
@ApiTags('Overview')
@Controller('api/overview')
export class OverviewController {
  constructor(@Inject(Overviews) private readonly overviews: Overviews) {}

  @Get()
  @ApiOperation({ summary: 'Read where everything stands', description: 'Counted now or a moment ago.' })
  @ApiOkResponse({ standardSchema: overviewView })
  @Problems()
  read(): Promise<OverviewView> {
    return this.overviews.read();
  }
}

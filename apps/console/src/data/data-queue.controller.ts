import {
  ConflictException,
  Controller,
  Get,
  HttpCode,
  Inject,
  NotFoundException,
  Param,
  Post,
  Query,
} from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataQueue, type DataQueueItem, dataQueueItem, dataQueuePage, type Page } from '#contracts';
import { OptionalAgentRef } from '#platform';
import { z } from 'zod';
import { Actors } from '../http/actors.js';
import { Problems } from '../http/problems.js';
import { flagParam, idParam, pageParams } from '../http/requests.schema.js';

const dataQueueQuery = z.object({
  resolved: flagParam.default(false).describe('Those resolved instead of those that wait.'),
  ...pageParams,
});

const resolveAnswer = z.object({
  item: dataQueueItem,
  caseOpened: z.boolean().describe('True when the case now is open and campaigns may take it in.'),
});

/** What failed data verification and waits for a person. */
@ApiTags('Data queue')
@Controller('api/data-queue')
export class DataQueueController {
  constructor(
    @Inject(DataQueue) private readonly queue: DataQueue,
    @Inject(Actors) private readonly actors: Actors,
  ) {}

  @Get()
  @ApiOperation({ summary: 'List what waits for a person, the oldest first' })
  @ApiOkResponse({ standardSchema: dataQueuePage })
  @Problems(400)
  list(
    @Query({ schema: dataQueueQuery }) query: z.infer<typeof dataQueueQuery>,
  ): Promise<Page<DataQueueItem>> {
    return this.queue.list(query);
  }

  @Post(':id/resolve')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Say that a person has put the data right',
    description: 'Correct the data first, by importing the row anew; a case with nothing else waiting opens.',
  })
  @ApiOkResponse({ standardSchema: resolveAnswer })
  @Problems(403, 404, 409)
  async resolve(
    @Param('id', { schema: idParam }) id: string,
    @OptionalAgentRef() agent: string | undefined,
  ): Promise<z.infer<typeof resolveAnswer>> {
    const result = await this.queue.resolve(id, await this.actors.of(agent));
    if (result.kind === 'notFound') throw new NotFoundException('There is no such entry in the data queue.');
    if (result.kind === 'alreadyResolved') throw new ConflictException('This entry is resolved already.');
    return { item: result.item, caseOpened: result.caseOpened };
  }
}

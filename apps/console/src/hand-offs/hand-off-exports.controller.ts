import { join } from 'node:path';
import {
  Body,
  Controller,
  Get,
  Header,
  Inject,
  NotFoundException,
  Param,
  Post,
  StreamableFile,
  UnprocessableEntityException,
} from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import { exportHandOffs, handOffCsv, isOfLetters, letterFiles } from '#casework';
import { BusinessClock, type HandOffBatch, HandOffOutbox, PlainError } from '#contracts';
import { readHandOffDestinations } from '#persistence';
import { OptionalAgentRef, projectDirectory } from '#platform';
import { TemplateLetterPress } from '#templating';
import { Actors } from '../http/actors.js';
import { OPTIONAL_AGENT_HEADER } from '../http/agent-header.js';
import { Problems } from '../http/problems.js';
import {
  batchParam,
  type ExportAnswer,
  exportAnswer,
  type ExportRequest,
  exportRequest,
} from './hand-offs.schema.js';

const openPress = (): Promise<TemplateLetterPress> =>
  TemplateLetterPress.open(join(projectDirectory(), 'templates'));

/** Hand-offs as files. */
@ApiTags('Hand-offs')
@Controller('api/hand-off-exports')
export class HandOffExportsController {
  constructor(
    @Inject(HandOffOutbox) private readonly outbox: HandOffOutbox,
    @Inject(BusinessClock) private readonly clock: BusinessClock,
    @Inject(Actors) private readonly actors: Actors,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Make a file of what is approved for a destination and was in no file yet',
    description:
      'It counts as given out from then on. At most 5000 cases, or 1000 letters; ask again for the rest.',
  })
  @ApiHeader(OPTIONAL_AGENT_HEADER)
  @ApiCreatedResponse({ standardSchema: exportAnswer })
  @Problems(400, 403, 422)
  async make(
    @Body({ schema: exportRequest }) { to }: ExportRequest,
    @OptionalAgentRef() agentRef: string | undefined,
  ): Promise<ExportAnswer> {
    const actor = await this.actors.of(agentRef);
    const destinations = await readHandOffDestinations(join(projectDirectory(), 'campaigns', 'hand-offs'));
    const at = await this.clock.refresh();
    const result = await this.export({ outbox: this.outbox, destinations, press: openPress, to, actor, at });
    if (result.kind === 'unknownDestination')
      throw new UnprocessableEntityException(`No file under campaigns/hand-offs has the key "${to}".`);
    if (result.kind === 'notAnExport')
      throw new UnprocessableEntityException(`"${to}" is told by a webhook; there is nothing to export.`);
    if (result.kind === 'nothing') return { batch: null, cases: 0 };
    return { batch: result.batch.number, cases: result.batch.rows.length };
  }

  @Get(':number')
  @Header('content-type', 'text/csv; charset=utf-8')
  @ApiOperation({ summary: 'Read a file of hand-offs, as often as one likes' })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' }, description: 'One line a case below a line of names.' })
  @Problems(400, 404)
  async read(@Param('number', { schema: batchParam }) number: number): Promise<string> {
    const batch = await this.batch(number);
    if (!isOfLetters(batch)) return handOffCsv(batch);
    return (await letterFiles(await openPress(), batch)).index;
  }

  @Get(':number/letters.pdf')
  @ApiOperation({ summary: 'Read the letters of a file, to be printed; the file itself is their index' })
  @ApiProduces('application/pdf')
  @ApiOkResponse({
    schema: { type: 'string', format: 'binary' },
    description: 'Each letter on pages of its own.',
  })
  @Problems(400, 404)
  async letters(@Param('number', { schema: batchParam }) number: number): Promise<StreamableFile> {
    const batch = await this.batch(number);
    if (!isOfLetters(batch)) throw new NotFoundException('There are no letters in this file.');
    const { pdf } = await letterFiles(await openPress(), batch);
    return new StreamableFile(pdf, { type: 'application/pdf' });
  }

  private async batch(number: number): Promise<HandOffBatch> {
    const batch = await this.outbox.batch(number);
    if (batch === null) throw new NotFoundException('There is no such file.');
    return batch;
  }

  private async export(command: Parameters<typeof exportHandOffs>[0]): ReturnType<typeof exportHandOffs> {
    try {
      return await exportHandOffs(command);
    } catch (error) {
      if (error instanceof PlainError) throw new UnprocessableEntityException(error.message);
      throw error;
    }
  }
}

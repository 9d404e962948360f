import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  NotFoundException,
  Param,
  Post,
  Query,
} from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { decideHandOff, type DecideHandOff, Desk } from '#casework';
import { HandOffBook, handOffPage, type HandOffView, handOffView, type Page } from '#contracts';
import { AgentRef } from '#platform';
import { AGENT_HEADER_WANTED } from '../http/agent-header.js';
import { Problems } from '../http/problems.js';
import { refusalOf } from '../http/refusals.js';
import { idParam } from '../http/requests.schema.js';
import {
  type HandOffsQuery,
  handOffsQuery,
  type RefuseHandOffRequest,
  refuseHandOffRequest,
} from './hand-offs.schema.js';

/** Cases that are to go to somebody outside: a person says whether they may. */
@ApiTags('Hand-offs')
@Controller('api/hand-offs')
export class HandOffsController {
  constructor(
    @Inject(HandOffBook) private readonly book: HandOffBook,
    @Inject(Desk) private readonly desk: Desk,
  ) {}

  @Get()
  @ApiOperation({ summary: 'List hand-offs, those that wait for a person unless told otherwise' })
  @ApiOkResponse({ standardSchema: handOffPage })
  @Problems(400)
  list(@Query({ schema: handOffsQuery }) query: HandOffsQuery): Promise<Page<HandOffView>> {
    return this.book.list(query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Read a hand-off: who decided, when, and what was given out' })
  @ApiOkResponse({ standardSchema: handOffView })
  @Problems(400, 404)
  async read(@Param('id', { schema: idParam }) id: string): Promise<HandOffView> {
    const view = await this.book.read(id);
    if (view === null) throw new NotFoundException('There is no such hand-off.');
    return view;
  }

  @Post(':id/approve')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Approve a hand-off',
    description: 'By a lead. The case is given out once nothing else holds it, and its campaign goes on.',
  })
  @ApiHeader(AGENT_HEADER_WANTED)
  @ApiOkResponse({ standardSchema: handOffView })
  @Problems(400, 403, 404, 409)
  approve(@Param('id', { schema: idParam }) id: string, @AgentRef() agentRef: string): Promise<HandOffView> {
    return this.decide({ handOffId: id, agentRef, decision: { approve: true } });
  }

  @Post(':id/refuse')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Refuse a hand-off',
    description: 'By a lead. The campaign goes on where it says for that.',
  })
  @ApiHeader(AGENT_HEADER_WANTED)
  @ApiOkResponse({ standardSchema: handOffView })
  @Problems(400, 403, 404, 409, 422)
  refuse(
    @Param('id', { schema: idParam }) id: string,
    @AgentRef() agentRef: string,
    @Body({ schema: refuseHandOffRequest }) { reason }: RefuseHandOffRequest,
  ): Promise<HandOffView> {
    return this.decide({ handOffId: id, agentRef, decision: { approve: false, reason } });
  }

  private async decide(command: DecideHandOff): Promise<HandOffView> {
    const result = await decideHandOff(this.desk, command);
    if (result.kind !== 'ok' && result.kind !== 'alreadyDone') throw refusalOf(result, 'hand-off');
    return this.read(command.handOffId);
  }
}

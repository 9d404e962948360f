import {
  BadRequestException,
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
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  claimEscalation,
  Desk,
  type NextForCase,
  noteEscalation,
  passEscalation,
  resolveEscalation,
  returnEscalation,
} from '#casework';
import {
  CaseBook,
  EscalationBook,
  escalationPage,
  type EscalationStory,
  escalationStory,
  type EscalationView,
  escalationView,
  type Page,
} from '#contracts';
import { AgentRef, OptionalAgentRef } from '#platform';
import { Actors } from '../http/actors.js';
import { AGENT_HEADER_WANTED, OPTIONAL_AGENT_HEADER } from '../http/agent-header.js';
import { Problems } from '../http/problems.js';
import { refusalOf } from '../http/refusals.js';
import { idParam } from '../http/requests.schema.js';
import {
  type EscalationsQuery,
  escalationsQuery,
  noteAnswer,
  type NoteRequest,
  noteRequest,
  type PassRequest,
  passRequest,
  type ResolveRequest,
  resolveRequest,
  type ReturnRequest,
  returnRequest,
} from './escalations.schema.js';

/** Work for human agents: found, claimed, noted, resolved. */
@ApiTags('Escalations')
@Controller('api/escalations')
export class EscalationsController {
  constructor(
    @Inject(EscalationBook) private readonly book: EscalationBook,
    @Inject(CaseBook) private readonly cases: CaseBook,
    @Inject(Desk) private readonly desk: Desk,
    @Inject(Actors) private readonly actors: Actors,
  ) {}

  @Get()
  @ApiOperation({ summary: 'List escalations, the most urgent first' })
  @ApiHeader(OPTIONAL_AGENT_HEADER)
  @ApiOkResponse({ standardSchema: escalationPage })
  @Problems(400)
  list(
    @Query({ schema: escalationsQuery }) { mine, ...query }: EscalationsQuery,
    @OptionalAgentRef() agentRef: string | undefined,
  ): Promise<Page<EscalationView>> {
    if (mine !== true) return this.book.list(query);
    if (agentRef === undefined)
      throw new BadRequestException('mine=true wants to know whose: say "X-Dunlin-Agent: <agent ref>".');
    return this.book.list({ ...query, agent: agentRef });
  }

  @Get(':id')
  @ApiOperation({ summary: 'Read an escalation with the whole story of its case' })
  @ApiOkResponse({ standardSchema: escalationStory })
  @Problems(400, 404)
  async read(@Param('id', { schema: idParam }) id: string): Promise<EscalationStory> {
    const escalation = await this.book.read(id);
    if (escalation === null) throw new NotFoundException('There is no such escalation.');
    const [record, timeline, notes, handOuts] = await Promise.all([
      this.cases.read(escalation.case.id),
      this.cases.timeline(escalation.case.id),
      this.book.notes(id),
      this.book.handOuts(id),
    ]);
    if (record === null || timeline === null) throw new Error(`escalation ${id} has no case`);
    return { escalation, case: record, notes, handOuts, timeline };
  }

  @Post(':id/claim')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Claim an escalation',
    description: 'Of two agents who claim at once, one gets it.',
  })
  @ApiHeader(AGENT_HEADER_WANTED)
  @ApiOkResponse({ standardSchema: escalationView })
  @Problems(400, 403, 404, 409)
  async claim(
    @Param('id', { schema: idParam }) id: string,
    @AgentRef() agentRef: string,
  ): Promise<EscalationView> {
    const result = await claimEscalation(this.desk, { escalationId: id, agentRef });
    if (result.kind !== 'ok' && result.kind !== 'alreadyDone') throw refusalOf(result, 'escalation');
    return this.view(id);
  }

  @Post(':id/return')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Give an escalation back to its queue',
    description: 'Claimed or not. It keeps its due time, and does not come back to the same agent by itself.',
  })
  @ApiHeader(AGENT_HEADER_WANTED)
  @ApiOkResponse({ standardSchema: escalationView })
  @Problems(400, 403, 404, 409)
  async giveBack(
    @Param('id', { schema: idParam }) id: string,
    @AgentRef() agentRef: string,
    @Body({ schema: returnRequest }) { reason }: ReturnRequest,
  ): Promise<EscalationView> {
    const result = await returnEscalation(this.desk, { escalationId: id, agentRef, reason });
    if (result.kind !== 'ok') throw refusalOf(result, 'escalation');
    return this.view(id);
  }

  @Post(':id/pass')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Pass an escalation to a named agent',
    description:
      'By whoever has it, by a lead, or with the key alone by a manager. A full desk is no obstacle.',
  })
  @ApiHeader(OPTIONAL_AGENT_HEADER)
  @ApiOkResponse({ standardSchema: escalationView })
  @Problems(400, 403, 404, 409, 422)
  async pass(
    @Param('id', { schema: idParam }) id: string,
    @OptionalAgentRef() agentRef: string | undefined,
    @Body({ schema: passRequest }) { to, reason }: PassRequest,
  ): Promise<EscalationView> {
    const actor = await this.actors.of(agentRef);
    const command = { escalationId: id, to, reason, by: agentRef ?? null, actor };
    const result = await passEscalation(this.desk, command);
    if (result.kind !== 'ok' && result.kind !== 'alreadyDone') throw refusalOf(result, 'escalation');
    return this.view(id);
  }

  @Post(':id/note')
  @ApiOperation({ summary: 'Write down what happened' })
  @ApiHeader(AGENT_HEADER_WANTED)
  @ApiCreatedResponse({ standardSchema: noteAnswer })
  @Problems(400, 403, 404, 422)
  async note(
    @Param('id', { schema: idParam }) id: string,
    @AgentRef() agentRef: string,
    @Body({ schema: noteRequest }) { text, noteId }: NoteRequest,
  ): Promise<{ id: string }> {
    const result = await noteEscalation(this.desk, { escalationId: id, agentRef, text, noteId });
    if (result.kind !== 'ok' && result.kind !== 'alreadyDone') throw refusalOf(result, 'escalation');
    return { id: result.noteId };
  }

  @Post(':id/resolve')
  @HttpCode(200)
  @ApiOperation({ summary: 'Resolve a claimed escalation and say what happens to the case next' })
  @ApiHeader(AGENT_HEADER_WANTED)
  @ApiOkResponse({ standardSchema: escalationView })
  @Problems(400, 403, 404, 409, 422)
  async resolve(
    @Param('id', { schema: idParam }) id: string,
    @AgentRef() agentRef: string,
    @Body({ schema: resolveRequest }) request: ResolveRequest,
  ): Promise<EscalationView> {
    const result = await resolveEscalation(this.desk, { escalationId: id, agentRef, next: nextOf(request) });
    if (result.kind === 'alreadyDone') throw refusalOf({ kind: 'resolved' }, 'escalation');
    if (result.kind !== 'ok') throw refusalOf(result, 'escalation');
    return this.view(id);
  }

  private async view(id: string): Promise<EscalationView> {
    const view = await this.book.read(id);
    if (view === null) throw new Error(`escalation ${id} has gone`);
    return view;
  }
}

function nextOf(request: ResolveRequest): NextForCase {
  const { next: then, ...rest } = request;
  return { then, ...rest } as NextForCase;
}

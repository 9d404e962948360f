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
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { claimEscalation, Desk, type NextForCase, noteEscalation, resolveEscalation } from '#casework';
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
import { AgentRef } from '#platform';
import { AGENT_HEADER_WANTED } from '../http/agent-header.js';
import { Problems } from '../http/problems.js';
import { refusalOf } from '../http/refusals.js';
import { idParam } from '../http/requests.schema.js';
import {
  type EscalationsQuery,
  escalationsQuery,
  noteAnswer,
  type NoteRequest,
  noteRequest,
  type ResolveRequest,
  resolveRequest,
} from './escalations.schema.js';

/** Work for human agents: found, claimed, noted, resolved. */
@ApiTags('Escalations')
@Controller('api/escalations')
export class EscalationsController {
  constructor(
    @Inject(EscalationBook) private readonly book: EscalationBook,
    @Inject(CaseBook) private readonly cases: CaseBook,
    @Inject(Desk) private readonly desk: Desk,
  ) {}

  @Get()
  @ApiOperation({ summary: 'List escalations, the most urgent first' })
  @ApiOkResponse({ standardSchema: escalationPage })
  @Problems(400)
  list(@Query({ schema: escalationsQuery }) query: EscalationsQuery): Promise<Page<EscalationView>> {
    return this.book.list(query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Read an escalation with the whole story of its case' })
  @ApiOkResponse({ standardSchema: escalationStory })
  @Problems(400, 404)
  async read(@Param('id', { schema: idParam }) id: string): Promise<EscalationStory> {
    const escalation = await this.book.read(id);
    if (escalation === null) throw new NotFoundException('There is no such escalation.');
    const [record, timeline, notes] = await Promise.all([
      this.cases.read(escalation.case.id),
      this.cases.timeline(escalation.case.id),
      this.book.notes(id),
    ]);
    if (record === null || timeline === null) throw new Error(`escalation ${id} has no case`);
    return { escalation, case: record, notes, timeline };
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

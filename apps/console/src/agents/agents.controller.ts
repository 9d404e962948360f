import {
  Body,
  ConflictException,
  Controller,
  Delete,
  Get,
  Inject,
  NotFoundException,
  Param,
  Patch,
  Post,
} from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type AgentChange,
  agentChange,
  type AgentProfile,
  agentProfile,
  AgentRoster,
  type AgentView,
  agentView,
} from '#contracts';
import { type Absence, absenceSchema } from '#domain';
import { OptionalAgentRef } from '#platform';
import { z } from 'zod';
import { dateParam, refParam } from '../http/requests.schema.js';
import { Actors } from '../http/actors.js';
import { Problems } from '../http/problems.js';

/** The people who take escalations. */
@ApiTags('Agents')
@Controller('api/agents')
export class AgentsController {
  constructor(
    @Inject(AgentRoster) private readonly roster: AgentRoster,
    @Inject(Actors) private readonly actors: Actors,
  ) {}

  @Get()
  @ApiOperation({ summary: 'List agents, with what is on their desks' })
  @ApiOkResponse({ standardSchema: z.array(agentView) })
  @Problems()
  list(): Promise<AgentView[]> {
    return this.roster.list();
  }

  @Post()
  @ApiOperation({ summary: 'Add an agent' })
  @ApiCreatedResponse({ standardSchema: agentView })
  @Problems(400, 409)
  async add(
    @OptionalAgentRef() agent: string | undefined,
    @Body({ schema: agentProfile }) profile: AgentProfile,
  ): Promise<AgentView> {
    const added = await this.roster.add(profile, await this.actors.of(agent));
    if (added === null)
      throw new ConflictException('Another agent has this reference; agents keep theirs for good.');
    return added;
  }

  @Patch(':ref')
  @ApiOperation({
    summary: 'Change an agent',
    description:
      'What is not named stays. What was assigned to one who is no longer active, or away, goes to others at once.',
  })
  @ApiOkResponse({ standardSchema: agentView })
  @Problems(400, 404)
  async change(
    @Param('ref', { schema: refParam }) ref: string,
    @OptionalAgentRef() agent: string | undefined,
    @Body({ schema: agentChange }) change: AgentChange,
  ): Promise<AgentView> {
    return known(await this.roster.change(ref, change, await this.actors.of(agent)));
  }

  @Get(':ref')
  @ApiOperation({ summary: 'Read an agent' })
  @ApiOkResponse({ standardSchema: agentView })
  @Problems(404)
  async read(@Param('ref', { schema: refParam }) ref: string): Promise<AgentView> {
    return known(await this.roster.read(ref));
  }

  @Post(':ref/absences')
  @ApiOperation({
    summary: 'Add days away',
    description: 'Both days included. What the agent would be too late for goes to others.',
  })
  @ApiCreatedResponse({ standardSchema: agentView })
  @Problems(400, 404)
  async addAbsence(
    @Param('ref', { schema: refParam }) ref: string,
    @OptionalAgentRef() agent: string | undefined,
    @Body({ schema: absenceSchema }) absence: Absence,
  ): Promise<AgentView> {
    return known(await this.roster.addAbsence(ref, absence, await this.actors.of(agent)));
  }

  @Delete(':ref/absences/:from')
  @ApiOperation({ summary: 'Take back the days away that begin on a date' })
  @ApiOkResponse({ standardSchema: agentView })
  @Problems(400, 404)
  async removeAbsence(
    @Param('ref', { schema: refParam }) ref: string,
    @Param('from', { schema: dateParam }) from: string,
    @OptionalAgentRef() agent: string | undefined,
  ): Promise<AgentView> {
    return known(await this.roster.removeAbsence(ref, from, await this.actors.of(agent)));
  }
}

/** @throws NotFoundException */
function known(agent: AgentView | null): AgentView {
  if (agent === null) throw new NotFoundException('There is no such agent.');
  return agent;
}

import {
  Body,
  ConflictException,
  Controller,
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
import { OptionalAgentRef } from '#platform';
import { z } from 'zod';
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
    description: 'What was assigned to one who is no longer active is handed to others by the next run.',
  })
  @ApiOkResponse({ standardSchema: agentView })
  @Problems(400, 404)
  async change(
    @Param('ref') ref: string,
    @OptionalAgentRef() agent: string | undefined,
    @Body({ schema: agentChange }) change: AgentChange,
  ): Promise<AgentView> {
    const changed = await this.roster.change(ref, change, await this.actors.of(agent));
    if (changed === null) throw new NotFoundException('There is no such agent.');
    return changed;
  }
}

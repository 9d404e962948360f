import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { cease, liftStop, refuseChannel, reportDeceased, reportInsolvency, represented } from '#casework';
import { AgentRef, OptionalAgentRef } from '#platform';
import { AGENT_HEADER_WANTED, OPTIONAL_AGENT_HEADER } from '../http/agent-header.js';
import { Problems } from '../http/problems.js';
import { idParam } from '../http/requests.schema.js';
import {
  type ActionAnswer,
  actionAnswer,
  type RefuseChannelRequest,
  refuseChannelRequest,
  type StopRequest,
  stopRequest,
} from './case-actions.schema.js';
import { CaseActs } from './case-acts.js';

/** What stops all outreach to the person of a case, whoever the creditor is. */
@ApiTags('Cases')
@Controller('api/cases/:id')
export class PersonStopsController {
  constructor(@Inject(CaseActs) private readonly acts: CaseActs) {}

  @Post('cease')
  @HttpCode(200)
  @ApiHeader(OPTIONAL_AGENT_HEADER)
  @ApiOperation({ summary: 'The person asks that nobody contacts them' })
  @ApiOkResponse({ standardSchema: actionAnswer })
  @Problems(400, 403, 404)
  cease(
    @Param('id', { schema: idParam }) caseId: string,
    @OptionalAgentRef() agent: string | undefined,
  ): Promise<ActionAnswer> {
    return this.acts.report(caseId, agent, cease);
  }

  @Post('deceased')
  @HttpCode(200)
  @ApiHeader(OPTIONAL_AGENT_HEADER)
  @ApiOperation({ summary: 'The person has died: everything stops, an agent takes over' })
  @ApiOkResponse({ standardSchema: actionAnswer })
  @Problems(400, 403, 404)
  deceased(
    @Param('id', { schema: idParam }) caseId: string,
    @OptionalAgentRef() agent: string | undefined,
  ): Promise<ActionAnswer> {
    return this.acts.report(caseId, agent, reportDeceased);
  }

  @Post('represented')
  @HttpCode(200)
  @ApiHeader(OPTIONAL_AGENT_HEADER)
  @ApiOperation({ summary: 'A lawyer represents the person: only an agent may go on, through the lawyer' })
  @ApiOkResponse({ standardSchema: actionAnswer })
  @Problems(400, 403, 404)
  represented(
    @Param('id', { schema: idParam }) caseId: string,
    @OptionalAgentRef() agent: string | undefined,
  ): Promise<ActionAnswer> {
    return this.acts.report(caseId, agent, represented);
  }

  @Post('insolvent')
  @HttpCode(200)
  @ApiHeader(OPTIONAL_AGENT_HEADER)
  @ApiOperation({ summary: 'The person is insolvent: everything stops, an agent takes over' })
  @ApiOkResponse({ standardSchema: actionAnswer })
  @Problems(400, 403, 404)
  insolvent(
    @Param('id', { schema: idParam }) caseId: string,
    @OptionalAgentRef() agent: string | undefined,
  ): Promise<ActionAnswer> {
    return this.acts.report(caseId, agent, reportInsolvency);
  }

  @Post('refused-channels')
  @HttpCode(200)
  @ApiHeader(OPTIONAL_AGENT_HEADER)
  @ApiOperation({
    summary: 'The person asks not to be contacted by a channel at all',
    description: 'On no address, whoever the creditor is; other channels stay open.',
  })
  @ApiOkResponse({ standardSchema: actionAnswer })
  @Problems(400, 403, 404)
  refuseChannel(
    @Param('id', { schema: idParam }) caseId: string,
    @OptionalAgentRef() agent: string | undefined,
    @Body({ schema: refuseChannelRequest }) { channel }: RefuseChannelRequest,
  ): Promise<ActionAnswer> {
    return this.acts.act(caseId, agent, (desk, actor) => refuseChannel(desk, { caseId, channel, actor }));
  }

  @Post('stops/lift')
  @HttpCode(200)
  @ApiHeader(AGENT_HEADER_WANTED)
  @ApiOperation({
    summary: 'Take back a stop that was reported by mistake or revoked',
    description: 'An agent only: nobody else may undo what a debtor asked for or what was reported of them.',
  })
  @ApiOkResponse({ standardSchema: actionAnswer })
  @Problems(400, 403, 404)
  liftStop(
    @Param('id', { schema: idParam }) caseId: string,
    @AgentRef() agentRef: string,
    @Body({ schema: stopRequest }) { stop }: StopRequest,
  ): Promise<ActionAnswer> {
    return this.acts.act(caseId, agentRef, (desk) => liftStop(desk, { caseId, stop, agentRef }));
  }
}

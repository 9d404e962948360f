import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { closeCase, dispute, liftHold, placeHold, reportHardship } from '#casework';
import { OptionalAgentRef } from '#platform';
import { OPTIONAL_AGENT_HEADER } from '../http/agent-header.js';
import { Problems } from '../http/problems.js';
import { idParam } from '../http/requests.schema.js';
import {
  type ActionAnswer,
  actionAnswer,
  type CloseRequest,
  closeRequest,
  type HoldRequest,
  holdRequest,
  type LiftHoldRequest,
  liftHoldRequest,
} from './case-actions.schema.js';
import { CaseActs } from './case-acts.js';

/** What keeps one case from being collected: for a while, until it is answered, or for good. */
@ApiTags('Cases')
@ApiHeader(OPTIONAL_AGENT_HEADER)
@Controller('api/cases/:id')
export class CaseHoldsController {
  constructor(@Inject(CaseActs) private readonly acts: CaseActs) {}

  @Post('holds')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Hold outreach for a reason',
    description: 'Holds stack; outreach resumes when all are over.',
  })
  @ApiOkResponse({ standardSchema: actionAnswer })
  @Problems(400, 403, 404, 409, 422)
  hold(
    @Param('id', { schema: idParam }) caseId: string,
    @OptionalAgentRef() agent: string | undefined,
    @Body({ schema: holdRequest }) request: HoldRequest,
  ): Promise<ActionAnswer> {
    return this.acts.act(caseId, agent, (desk, actor) => placeHold(desk, { caseId, actor, ...request }));
  }

  @Post('holds/lift')
  @HttpCode(200)
  @ApiOperation({ summary: 'Lift a hold, by its id or its reason' })
  @ApiOkResponse({ standardSchema: actionAnswer })
  @Problems(400, 403, 404, 422)
  liftHold(
    @Param('id', { schema: idParam }) caseId: string,
    @OptionalAgentRef() agent: string | undefined,
    @Body({ schema: liftHoldRequest }) hold: LiftHoldRequest,
  ): Promise<ActionAnswer> {
    return this.acts.act(caseId, agent, (desk, actor) => liftHold(desk, { caseId, actor, hold }));
  }

  @Post('dispute')
  @HttpCode(200)
  @ApiOperation({ summary: 'The debtor disputes the debt: collection stops, an agent answers' })
  @ApiOkResponse({ standardSchema: actionAnswer })
  @Problems(400, 403, 404, 409)
  dispute(
    @Param('id', { schema: idParam }) caseId: string,
    @OptionalAgentRef() agent: string | undefined,
  ): Promise<ActionAnswer> {
    return this.acts.report(caseId, agent, dispute);
  }

  @Post('hardship')
  @HttpCode(200)
  @ApiOperation({ summary: 'The debtor tells of hardship: outreach pauses, an agent looks for a way' })
  @ApiOkResponse({ standardSchema: actionAnswer })
  @Problems(400, 403, 404, 409)
  hardship(
    @Param('id', { schema: idParam }) caseId: string,
    @OptionalAgentRef() agent: string | undefined,
  ): Promise<ActionAnswer> {
    return this.acts.report(caseId, agent, reportHardship);
  }

  @Post('close')
  @HttpCode(200)
  @ApiOperation({ summary: 'End the collection of a case' })
  @ApiOkResponse({ standardSchema: actionAnswer })
  @Problems(400, 403, 404, 422)
  close(
    @Param('id', { schema: idParam }) caseId: string,
    @OptionalAgentRef() agent: string | undefined,
    @Body({ schema: closeRequest }) { reason }: CloseRequest,
  ): Promise<ActionAnswer> {
    return this.acts.act(caseId, agent, (desk, actor) => closeCase(desk, { caseId, actor, reason }));
  }
}

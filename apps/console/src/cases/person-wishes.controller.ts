import { Body, Controller, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { recordConsent, setInconvenientTimes } from '#casework';
import { OptionalAgentRef } from '#platform';
import { OPTIONAL_AGENT_HEADER } from '../http/agent-header.js';
import { Problems } from '../http/problems.js';
import { idParam } from '../http/requests.schema.js';
import {
  type ActionAnswer,
  actionAnswer,
  type ConsentRequest,
  consentRequest,
  type InconvenientTimesRequest,
  inconvenientTimesRequest,
} from './case-actions.schema.js';
import { CaseActs } from './case-acts.js';

/** What the person said about how and when they may be contacted. */
@ApiTags('Cases')
@Controller('api/cases/:id')
export class PersonWishesController {
  constructor(@Inject(CaseActs) private readonly acts: CaseActs) {}

  @Post('consents')
  @HttpCode(200)
  @ApiHeader(OPTIONAL_AGENT_HEADER)
  @ApiOperation({
    summary: 'The person agrees to contacts by a channel on one address, or takes that back',
    description:
      'Given, it holds for this address of this creditor’s debtor. Withdrawn, it holds for the address whoever the ' +
      'creditor is, at once. The later of two sayings stands.',
  })
  @ApiOkResponse({ standardSchema: actionAnswer })
  @Problems(400, 403, 404, 422)
  consent(
    @Param('id', { schema: idParam }) caseId: string,
    @OptionalAgentRef() agent: string | undefined,
    @Body({ schema: consentRequest }) { at, ...said }: ConsentRequest,
  ): Promise<ActionAnswer> {
    return this.acts.act(caseId, agent, (desk, actor) =>
      recordConsent(desk, { caseId, ...said, ...(at !== undefined && { at }), actor }),
    );
  }

  @Put('inconvenient-times')
  @ApiHeader(OPTIONAL_AGENT_HEADER)
  @ApiOperation({
    summary: 'When the person asks not to be contacted, whoever the creditor is',
    description:
      'All of their times, by their own clock. What is planned waits for the next instant that suits. Only an agent ' +
      'takes a time on record back.',
  })
  @ApiOkResponse({ standardSchema: actionAnswer })
  @Problems(400, 403, 404, 422)
  inconvenientTimes(
    @Param('id', { schema: idParam }) caseId: string,
    @OptionalAgentRef() agent: string | undefined,
    @Body({ schema: inconvenientTimesRequest }) { times }: InconvenientTimesRequest,
  ): Promise<ActionAnswer> {
    return this.acts.act(caseId, agent, (desk, actor) =>
      setInconvenientTimes(desk, { caseId, times, actor }),
    );
  }
}

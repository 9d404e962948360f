import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { setAttributes } from '#casework';
import { OptionalAgentRef } from '#platform';
import { OPTIONAL_AGENT_HEADER } from '../http/agent-header.js';
import { Problems } from '../http/problems.js';
import { idParam } from '../http/requests.schema.js';
import {
  type ActionAnswer,
  actionAnswer,
  type AttributesRequest,
  attributesRequest,
} from './case-actions.schema.js';
import { CaseActs } from './case-acts.js';

/** What the creditor's own systems say of a case, for the conditions of campaigns. */
@ApiTags('Cases')
@ApiHeader(OPTIONAL_AGENT_HEADER)
@Controller('api/cases/:id')
export class CaseAttributesController {
  constructor(@Inject(CaseActs) private readonly acts: CaseActs) {}

  @Post('attributes')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Set attributes of a case',
    description: 'Campaigns look at the case at once: it enters those that it now fits, and leaves others.',
  })
  @ApiOkResponse({ standardSchema: actionAnswer })
  @Problems(400, 403, 404, 409)
  set(
    @Param('id', { schema: idParam }) caseId: string,
    @OptionalAgentRef() agent: string | undefined,
    @Body({ schema: attributesRequest }) { attributes }: AttributesRequest,
  ): Promise<ActionAnswer> {
    return this.acts.act(caseId, agent, (desk, actor) => setAttributes(desk, { caseId, actor, attributes }));
  }
}

import { Body, Controller, Delete, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { agreePlan, cancelPlan, cancelPromise, type Desk, promiseToPay, wordScheduleFault } from '#casework';
import { AgentRef, InvalidRequest, OptionalAgentRef } from '#platform';
import { AGENT_HEADER_WANTED, OPTIONAL_AGENT_HEADER } from '../http/agent-header.js';
import { Problems } from '../http/problems.js';
import { idParam } from '../http/requests.schema.js';
import { type PlanRequest, planRequest, type PromiseRequest, promiseRequest } from './agreements.schema.js';
import { type ActionAnswer, actionAnswer } from './case-actions.schema.js';
import { type Acted, CaseActs } from './case-acts.js';

/** What was agreed about a case: a promise to pay, or a plan of instalments. */
@ApiTags('Cases')
@Controller('api/cases/:id')
export class AgreementsController {
  constructor(@Inject(CaseActs) private readonly acts: CaseActs) {}

  @Post('promises')
  @HttpCode(200)
  @ApiHeader(AGENT_HEADER_WANTED)
  @ApiOperation({
    summary: 'Record a promise to pay: outreach pauses until its date and the days of grace are over',
    description: 'The same promise again changes nothing; another amount or date replaces it.',
  })
  @ApiOkResponse({ standardSchema: actionAnswer })
  @Problems(400, 403, 404, 409, 422)
  promise(
    @Param('id', { schema: idParam }) caseId: string,
    @AgentRef() agent: string,
    @Body({ schema: promiseRequest }) request: PromiseRequest,
  ): Promise<ActionAnswer> {
    return this.acts.act(caseId, agent, (desk, actor) => promise(desk, caseId, actor, request));
  }

  @Delete('promises/:promise')
  @HttpCode(200)
  @ApiHeader(AGENT_HEADER_WANTED)
  @ApiOperation({ summary: 'Take back a promise that was recorded by mistake' })
  @ApiOkResponse({ standardSchema: actionAnswer })
  @Problems(400, 403, 404)
  cancelPromise(
    @Param('id', { schema: idParam }) caseId: string,
    @Param('promise', { schema: idParam }) promiseId: string,
    @AgentRef() agentRef: string,
  ): Promise<ActionAnswer> {
    return this.acts.act(caseId, agentRef, (desk) => cancelPromise(desk, { caseId, promiseId, agentRef }));
  }

  @Post('plan')
  @HttpCode(200)
  @ApiHeader(OPTIONAL_AGENT_HEADER)
  @ApiOperation({
    summary: 'Tell of a plan of instalments that was agreed',
    description: 'The same plan again changes nothing; another replaces it, and a promise that stands.',
  })
  @ApiOkResponse({ standardSchema: actionAnswer })
  @Problems(400, 403, 404, 409, 422)
  plan(
    @Param('id', { schema: idParam }) caseId: string,
    @OptionalAgentRef() agent: string | undefined,
    @Body({ schema: planRequest }) request: PlanRequest,
  ): Promise<ActionAnswer> {
    return this.acts.act(caseId, agent, (desk, actor) => plan(desk, caseId, actor, request));
  }

  @Delete('plan')
  @HttpCode(200)
  @ApiHeader(OPTIONAL_AGENT_HEADER)
  @ApiOperation({ summary: 'Take back the plan of instalments: the case goes on at its current stage' })
  @ApiOkResponse({ standardSchema: actionAnswer })
  @Problems(400, 403, 404)
  cancelPlan(
    @Param('id', { schema: idParam }) caseId: string,
    @OptionalAgentRef() agent: string | undefined,
  ): Promise<ActionAnswer> {
    return this.acts.act(caseId, agent, (desk, actor) => cancelPlan(desk, { caseId, actor }));
  }
}

async function promise(desk: Desk, caseId: string, actor: string, request: PromiseRequest): Acted {
  if ((await desk.store.personsOfCases([caseId])).size === 0) return { kind: 'notFound' };
  const result = await promiseToPay(desk, { caseId, actor, now: desk.clock.now(), ...request });
  if (result.outcome === 'promised') return { kind: 'ok' };
  const limit = 'limit' in result ? result.limit : undefined;
  return { kind: 'invalid', reason: `promise-${result.reason}`, limit };
}

/** @throws InvalidRequest naming each instalment that is wrong, and why */
async function plan(desk: Desk, caseId: string, actor: string, request: PlanRequest) {
  const result = await agreePlan(desk, { caseId, actor, ...request });
  if (result.kind !== 'faulty') return result;
  throw new InvalidRequest(
    result.faults.map((fault) => {
      const { reason, remedy } = wordScheduleFault(fault);
      const at = fault.instalment === null ? [] : [fault.instalment - 1, FIELDS[fault.field ?? 'amount']];
      return { path: ['instalments', ...at], message: `${reason}; ${remedy}` };
    }),
  );
}

const FIELDS = { due_on: 'dueOn', amount: 'amountMinor' } as const;

import { BadRequestException, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** The header by which an agent's call says whose it is. */
export const AGENT_HEADER = 'x-dunlin-agent';

const AGENT_REF = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** The reference in the agent header; undefined without one. @throws BadRequestException when it is none. */
export function agentRefOf(request: Pick<FastifyRequest, 'headers'>): string | undefined {
  const given = request.headers[AGENT_HEADER];
  if (given === undefined) return undefined;
  if (typeof given === 'string' && AGENT_REF.test(given)) return given;
  throw new BadRequestException(
    "X-Dunlin-Agent must be an agent's reference: up to 64 letters, digits, dots, dashes or underscores.",
  );
}

/** The agent whose call this is, by reference. Refuses a call that does not say. */
export const AgentRef = createParamDecorator((_data: unknown, context: ExecutionContext): string => {
  const ref = agentRefOf(context.switchToHttp().getRequest<FastifyRequest>());
  if (ref !== undefined) return ref;
  throw new BadRequestException(
    'This call is an agent\'s: say whose it is with "X-Dunlin-Agent: <agent ref>".',
  );
});

/** The agent whose call this is, where it may also be nobody's in particular. */
export const OptionalAgentRef = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  agentRefOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

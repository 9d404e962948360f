import { STATUS_CODES } from 'node:http';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Inject } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PlainError } from '#contracts';
import { LOGGER, type Logger } from '../logging/logger.js';
import { PROBLEM_MEDIA_TYPE, type Problem } from './problem.js';
import { InvalidRequest } from './validation.js';

/** Answers every error as problem+json. The unexpected is logged under the request's id, and nothing of it is told outside. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw error;
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const { id } = host.switchToHttp().getRequest<FastifyRequest>();
    const problem = expected(error) ?? this.unexpected(error, id);
    if (reply.sent) return;
    void reply
      .status(problem.status)
      .header('content-type', PROBLEM_MEDIA_TYPE)
      .send(JSON.stringify(problem));
  }

  private unexpected(error: unknown, requestId: string): Problem {
    const instance = `urn:uuid:${requestId}`;
    this.logger.error({ err: error, requestId, instance }, 'request failed unexpectedly');
    return {
      ...problem(
        500,
        'Something went wrong here. Try again; if it stays so, tell the operator the instance.',
      ),
      instance,
    };
  }
}

function problem(status: number, detail: string): Problem {
  return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail };
}

function expected(error: unknown): Problem | undefined {
  if (error instanceof InvalidRequest) return { ...problem(400, error.message), errors: error.errors };
  if (error instanceof HttpException && error.getStatus() === 404) {
    // Nest's own words repeat the address, which may hold a deep link.
    const own = !error.message.startsWith('Cannot ');
    return problem(404, own ? error.message : 'There is nothing at this address.');
  }
  if (error instanceof HttpException) return problem(error.getStatus(), error.message);
  // Something that the operator has to put right, in words that are made to be read.
  if (error instanceof PlainError) return problem(503, error.message);
  return requestFault(error);
}

/** Faults that the HTTP server finds in a request before it reaches us: too large, not JSON, unknown media type. */
function requestFault(error: unknown): Problem | undefined {
  if (!(error instanceof Error)) return undefined;
  const { statusCode, code } = error as Error & { statusCode?: unknown; code?: unknown };
  if (typeof statusCode !== 'number' || statusCode < 400 || statusCode >= 500) return undefined;
  const details: Readonly<Record<string, string>> = {
    FST_ERR_CTP_BODY_TOO_LARGE: 'The request is larger than this call takes.',
    FST_ERR_CTP_INVALID_MEDIA_TYPE: 'This call does not take that Content-Type.',
    FST_ERR_CTP_INVALID_JSON_BODY: 'The body is not valid JSON.',
    FST_ERR_CTP_EMPTY_JSON_BODY: 'The body is empty, and Content-Type says JSON.',
  };
  return problem(statusCode, details[String(code)] ?? 'The request cannot be read.');
}

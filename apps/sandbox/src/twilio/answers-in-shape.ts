import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { TwilioError } from './twilio-error.js';

const TWILIO = '/sandbox/twilio/';

/**
 * What is turned away before a controller sees it (a body that cannot be read, is of another type or too large, an
 * address that there is not) is answered in Twilio's shape too, whatever the process around answers elsewhere.
 */
@Injectable()
export class AnswersInShape implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    server.addHook('onSend', async (request, reply, payload) => {
      if (reply.statusCode < 400 || !request.url.startsWith(TWILIO) || isInShape(payload)) return payload;
      const { statusCode } = reply;
      const answer = answerTo(statusCode, request.url).getResponse() as Record<string, unknown>;
      if (statusCode === 415) reply.status(400);
      void reply.type('application/json').removeHeader('content-length');
      return JSON.stringify({ ...answer, status: reply.statusCode });
    });
  }
}

function answerTo(status: number, url: string): TwilioError {
  if (status >= 500) return new TwilioError(20500);
  if (status === 404) return new TwilioError(20404, url.slice(TWILIO.length - 1).split('?')[0]);
  return new TwilioError(70002);
}

function isInShape(payload: unknown): boolean {
  return typeof payload === 'string' && payload.includes('"more_info"');
}

import { createHash, timingSafeEqual } from 'node:crypto';
import {
  type CanActivate,
  type ExecutionContext,
  Inject,
  Injectable,
  UnauthorizedException,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { PlatformConfig } from '../config/platform-config.js';
import { WITHOUT_KEY } from './readable-without-key.js';

/**
 * Asks for the API key on every route under /api. Other routes look after themselves: webhooks by signature, the
 * portal by deep link and identity.
 */
@Injectable()
export class ApiKeyGuard implements CanActivate {
  private readonly expected: Buffer;

  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(PlatformConfig) config: PlatformConfig,
  ) {
    this.expected = sha256(config.apiKey);
  }

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    // The route's own pattern, not the address as sent, which has many spellings.
    if (!/^\/api(\/|$)/.test(request.routeOptions.url ?? '')) return true;
    if (this.reflector.getAllAndOverride<boolean>(WITHOUT_KEY, [context.getHandler(), context.getClass()])) {
      return true;
    }
    const given = givenKey(request);
    // Hashes are of one length, so the comparison takes the same time whatever was given.
    if (given !== undefined && timingSafeEqual(sha256(given), this.expected)) return true;
    throw new UnauthorizedException(
      given === undefined
        ? 'This call wants the API key: send it as "Authorization: Bearer <key>" or "X-Api-Key: <key>".'
        : 'That is not the API key of this installation.',
    );
  }
}

function givenKey(request: FastifyRequest): string | undefined {
  const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const header = request.headers['x-api-key'];
  return bearer ?? (typeof header === 'string' ? header : undefined);
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

import { timingSafeEqual } from 'node:crypto';
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { SANDBOX_OPTIONS, type SandboxOptions } from '../sandbox.options.js';
import { TwilioError } from './twilio-error.js';

/** Basic auth with account SID and token, for that account's resources only where the address names an account. */
@Injectable()
export class TwilioBasicAuthGuard implements CanActivate {
  private readonly expected: Buffer;

  constructor(@Inject(SANDBOX_OPTIONS) private readonly options: SandboxOptions) {
    this.expected = Buffer.from(`${options.accountSid}:${options.authToken}`);
  }

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest<{ Params: { account?: string } }>>();
    const [scheme, encoded] = (request.headers.authorization ?? '').split(' ');
    const given = Buffer.from(encoded ?? '', 'base64');
    const known = given.length === this.expected.length && timingSafeEqual(given, this.expected);
    const account = request.params.account?.replace(/\.json$/, '');
    const ours = account === undefined || account === this.options.accountSid;
    if (scheme?.toLowerCase() !== 'basic' || !known || !ours) throw new TwilioError(20003);
    return true;
  }
}

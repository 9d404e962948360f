import { createHash, timingSafeEqual } from 'node:crypto';
import {
  Inject,
  Injectable,
  UnauthorizedException,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { SANDBOX_OPTIONS, type SandboxOptions } from '../sandbox.options.js';

/** The payment API's bearer key. */
@Injectable()
export class BearerKeyGuard implements CanActivate {
  private readonly expected: Buffer;

  constructor(@Inject(SANDBOX_OPTIONS) options: Pick<SandboxOptions, 'paymentKey' | 'paymentSecret'>) {
    this.expected = digest(options.paymentKey ?? options.paymentSecret);
  }

  canActivate(context: ExecutionContext): boolean {
    const { authorization = '' } = context.switchToHttp().getRequest<FastifyRequest>().headers;
    const [scheme, key = ''] = authorization.split(' ');
    if (scheme?.toLowerCase() === 'bearer' && timingSafeEqual(digest(key), this.expected)) return true;
    throw new UnauthorizedException('the payment API wants its bearer key');
  }
}

/** Equal lengths for a comparison that takes the same time whatever is given. */
function digest(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

import { ForbiddenException, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { isLoopbackHost } from '#platform';

/**
 * Shows what debtors received, live links included, only to those who ask this machine by a name of its own. No key
 * is asked for, so a page of another site, whose name was made to lead here, must not get an answer to read.
 */
@Injectable()
export class ThisMachineGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { hostname } = context.switchToHttp().getRequest<FastifyRequest>();
    if (isLoopbackHost(hostname)) return true;
    throw new ForbiddenException('the sandbox is open at localhost alone');
  }
}

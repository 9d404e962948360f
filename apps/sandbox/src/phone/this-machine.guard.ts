import { ForbiddenException, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { isLoopbackHost } from '#platform';

/**
 * Shows what debtors received, live links included, only to those who ask from this machine, by a name of its own. No
 * key is asked for, so nobody else may read it where DUNLIN_HOST is open to others, whatever name they write; nor may a
 * page of another site, whose name was made to lead here, get an answer to read.
 */
@Injectable()
export class ThisMachineGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { hostname, socket } = context.switchToHttp().getRequest<FastifyRequest>();
    if (isLoopbackHost(hostname) && isLoopbackHost(socket.remoteAddress ?? '')) return true;
    throw new ForbiddenException('the sandbox is open at localhost alone');
  }
}

import { ForbiddenException, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { isForwarded, isLoopbackHost } from '#platform';

/**
 * Shows what debtors received, live links included, only to those who ask from this machine, by a name of its own. No
 * key is asked for, so nobody else may read it where DUNLIN_HOST is open to others, whatever name they write; nor may a
 * page of another site, whose name was made to lead here, get an answer to read, nor the visitors of a proxy that says
 * for whom it asks.
 */
@Injectable()
export class ThisMachineGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { headers, hostname, socket } = context.switchToHttp().getRequest<FastifyRequest>();
    const local = isLoopbackHost(hostname) && isLoopbackHost(socket.remoteAddress ?? '');
    if (local && !isForwarded(headers)) return true;
    throw new ForbiddenException('the sandbox is open at localhost alone');
  }
}

import { ForbiddenException, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** Lets no other site's page press buttons in the sandbox: browsers say where a request comes from. */
@Injectable()
export class OwnPagesGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { method, headers } = context.switchToHttp().getRequest<FastifyRequest>();
    if (method === 'GET' || headers['sec-fetch-site'] !== 'cross-site') return true;
    throw new ForbiddenException('the sandbox takes orders from its own pages only');
  }
}

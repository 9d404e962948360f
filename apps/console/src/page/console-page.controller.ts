import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isForwarded, isLoopbackHost, PlatformConfig } from '#platform';
import { Overviews } from '../overview/overviews.js';
import { CONSOLE_PAGE_POLICY, consolePage } from './console-page.view.js';

/**
 * The front door. It asks for no key, so it shows no personal data at all, and even its counts only to those who sit
 * at this machine: the process listens on loopback alone and was asked for by a loopback name, which a page of
 * another site cannot do, and by no proxy that says for whom it asks.
 */
@ApiExcludeController()
@Controller()
export class ConsolePageController {
  constructor(
    @Inject(Overviews) private readonly overviews: Overviews,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  @Get(['/', 'console'])
  async show(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const local =
      isLoopbackHost(this.config.host) && isLoopbackHost(request.hostname) && !isForwarded(request.headers);
    const page = consolePage({
      overview: local ? await this.overviews.read() : null,
      clockMode: this.config.clock.mode,
      hasSandbox: this.config.services.includes('sandbox'),
    });
    await reply
      .header('content-type', 'text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-security-policy', CONSOLE_PAGE_POLICY)
      .send(page);
  }
}

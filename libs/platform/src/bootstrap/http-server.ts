import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { HealthChecks } from '../health/health-checks.js';
import type { Metrics } from '../metrics/metrics.js';

/** Requests other than streamed uploads are small: forms, webhooks, JSON. */
const BODY_LIMIT = 2 * 2 ** 20;

/** Handed to their handler as a stream (`@Body() rows: Readable`), since they can be of any size. */
const STREAMED = ['text/csv', 'application/csv', 'application/octet-stream'];

/** Fastify as Nest drives it. Requests are not logged one by one; /metrics counts them. */
export function httpAdapter(): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 256, ignoreTrailingSlash: true },
  });
  const server = adapter.getInstance<FastifyInstance>();
  for (const type of STREAMED) {
    server.addContentTypeParser(type, { bodyLimit: Number.MAX_SAFE_INTEGER }, (_request, payload, done) => {
      done(null, payload);
    });
  }
  return adapter;
}

/** Measures requests, and sends the headers that every answer should carry unless its handler set others. */
export function addHooks(adapter: FastifyAdapter, metrics: Metrics, checks: HealthChecks): void {
  const server = adapter.getInstance<FastifyInstance>();
  server.addHook('onSend', async (_request, reply) => {
    // Addresses of the portal are secrets: no page of ours tells the next one where it was read.
    if (!reply.hasHeader('referrer-policy')) reply.header('referrer-policy', 'no-referrer');
    if (!reply.hasHeader('x-content-type-options')) reply.header('x-content-type-options', 'nosniff');
    if (!reply.hasHeader('x-frame-options')) reply.header('x-frame-options', 'SAMEORIGIN');
  });
  server.addHook('onResponse', async (request, reply) => {
    metrics.requests.observe(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: `${Math.floor(reply.statusCode / 100)}xx`,
      },
      reply.elapsedTime / 1000,
    );
  });
  server.addHook('preClose', async () => checks.stop());
}

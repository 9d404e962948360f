import { randomUUID } from 'node:crypto';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { Logger } from '../logging/logger.js';
import type { Metrics } from '../metrics/metrics.js';

/** Requests other than streamed uploads are small: forms, webhooks, JSON. */
const BODY_LIMIT = 2 * 2 ** 20;

/** Handed to their handler as a stream (`@Body() rows: Readable`), since they can be of any size. */
const STREAMED = ['text/csv', 'application/csv', 'application/octet-stream'];

/** Fastify as Nest drives it. Requests get ids of ours: one from outside could say anything, also who somebody is. */
export function httpAdapter(): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: 'idle',
    genReqId: () => randomUUID(),
    requestIdHeader: false,
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

/**
 * Measures requests, names each one in the log at debug level, by its route and never by its address, and sends the
 * headers that every answer should carry unless its handler set others.
 */
export function addHooks(adapter: FastifyAdapter, metrics: Metrics, logger: Logger): void {
  const server = adapter.getInstance<FastifyInstance>();
  server.addHook('onSend', (request, reply, _payload, done) => {
    reply.header('x-request-id', request.id);
    // Addresses of the portal are secrets: no page of ours tells the next one where it was read.
    if (!reply.hasHeader('referrer-policy')) reply.header('referrer-policy', 'no-referrer');
    if (!reply.hasHeader('x-content-type-options')) reply.header('x-content-type-options', 'nosniff');
    if (!reply.hasHeader('x-frame-options')) reply.header('x-frame-options', 'SAMEORIGIN');
    done();
  });
  server.addHook('onResponse', (request, reply, done) => {
    done();
    const { method, id: requestId } = request;
    const route = request.routeOptions.url ?? 'none';
    const status = `${Math.floor(reply.statusCode / 100)}xx`;
    metrics.requests.observe({ method, route, status }, reply.elapsedTime / 1000);
    if (!logger.isLevelEnabled('debug')) return;
    const ms = Math.round(reply.elapsedTime);
    logger.debug({ requestId, method, route, status: reply.statusCode, ms }, 'request answered');
  });
}

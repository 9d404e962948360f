import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Body, Controller, Get, Global, Module, Post, Query, Req, type RawBodyRequest } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ClockStore } from '#contracts';
import { AgentRef } from '../auth/agent-ref.js';
import { loadConfig } from '../config/load-config.js';
import { type PlatformConfig, withDatabase } from '../config/platform-config.js';
import { freePort } from '../embedded-postgres/free-port.js';
import { createLogger } from '../logging/logger.js';
import { MemoryClockStore } from '../spec-support/memory-clock-store.js';
import { bootstrap, type RunningApplication } from './bootstrap.js';

const order = z.object({ amount: z.coerce.number().int().positive(), note: z.string().optional() });

@Controller('api/orders')
class OrdersController {
  @Post()
  @ApiOkResponse({ standardSchema: z.object({ id: z.uuid() }) })
  make(@Body({ schema: order }) given: z.infer<typeof order>): unknown {
    return given;
  }

  @Get()
  list(@Query('page', { schema: z.coerce.number().int().min(1) }) page: number): unknown {
    return { page };
  }

  @Post('claim')
  claim(@AgentRef() agent: string): unknown {
    return { agent };
  }

  @Post('file')
  async file(@Body() rows: Readable): Promise<unknown> {
    return { length: (await text(rows)).length };
  }

  @Get('broken')
  broken(): never {
    throw new Error('the debtor jan@example.com is unknown');
  }
}

@Controller('webhooks/echo')
class EchoController {
  @Post()
  echo(@Req() request: RawBodyRequest<FastifyRequest>): unknown {
    return { raw: request.rawBody?.toString('utf8'), body: request.body };
  }
}

@Global()
@Module({
  controllers: [OrdersController, EchoController],
  providers: [{ provide: ClockStore, useClass: MemoryClockStore }],
  exports: [ClockStore],
})
class TestModule {}

const KEY = 'a-key-of-many-characters';
let config: PlatformConfig;
let running: RunningApplication;
let log = '';

beforeAll(async () => {
  const environment = { PORT: String(await freePort()), DUNLIN_API_KEY: KEY, DUNLIN_SECRET: 's'.repeat(32) };
  config = withDatabase(loadConfig({ ...environment, DUNLIN_CLOCK: 'real' }), 'postgres://unused/unused');
  running = await bootstrap(
    [TestModule],
    config,
    createLogger('error', { write: (line) => void (log += line) }),
  );
});
afterAll(() => running.close());

function call(path: string, init: RequestInit = {}, key: string | null = KEY): Promise<Response> {
  const headers = new Headers(init.headers);
  if (key !== null) headers.set('authorization', `Bearer ${key}`);
  return fetch(`http://127.0.0.1:${config.port}${path}`, { ...init, headers });
}

const json = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

describe('the edge of the API', () => {
  it('asks for the key, under either header, and refuses a wrong one', async () => {
    expect((await call('/api/orders?page=1', {}, null)).status).toBe(401);
    expect((await call('/api/orders?page=1', {}, 'wrong')).status).toBe(401);
    expect((await call('/api/orders?page=1')).status).toBe(200);
    expect((await call('/api/orders?page=1', { headers: { 'x-api-key': KEY } }, null)).status).toBe(200);
  });

  it.each(['/api/orders/?page=1', '/api/%6frders?page=1', '//api/orders?page=1', '/API/orders?page=1'])(
    'is not got round by another spelling: %s',
    async (path) => expect([401, 404]).toContain((await call(path, {}, null)).status),
  );

  it('takes each request as its schema says, and names every field at fault', async () => {
    expect(await (await call('/api/orders', json({ amount: '12' }))).json()).toEqual({ amount: 12 });
    const refused = await call('/api/orders', json({ amount: -1, note: 5 }));
    expect(refused.status).toBe(400);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    const problem = (await refused.json()) as { errors: Array<{ path: string }> };
    expect(problem.errors.map((error) => error.path)).toEqual(['amount', 'note']);
    expect((await call('/api/orders?page=none')).status).toBe(400);
  });

  it('wants to know whose an agent’s call is', async () => {
    expect((await call('/api/orders/claim', { method: 'POST' })).status).toBe(400);
    const claimed = await call('/api/orders/claim', {
      method: 'POST',
      headers: { 'x-dunlin-agent': 'anna' },
    });
    expect(await claimed.json()).toEqual({ agent: 'anna' });
    const odd = await call('/api/orders/claim', { method: 'POST', headers: { 'x-dunlin-agent': 'a b' } });
    expect(odd.status).toBe(400);
  });

  it('streams files of any size to their handler', async () => {
    const body = 'a;b\n'.repeat(1_000_000);
    const taken = await call('/api/orders/file', {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
      body,
    });
    expect(await taken.json()).toEqual({ length: body.length });
  });

  it('keeps the raw bytes of forms for their signatures', async () => {
    const form = 'Body=Zażółć+1&Empty=&A=1&A=2';
    const answer = await call(
      '/webhooks/echo',
      { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: form },
      null,
    );
    expect(await answer.json()).toEqual({ raw: form, body: { Body: 'Zażółć 1', Empty: '', A: ['1', '2'] } });
  });

  it('tells nothing of what went wrong inside but an id to find it in the log by, which holds no person', async () => {
    const answer = await call('/api/orders/broken');
    const problem = (await answer.json()) as { status: number; detail: string; instance: string };
    expect(problem.status).toBe(500);
    expect(JSON.stringify(problem)).not.toContain('jan@');
    expect(log).toContain(problem.instance);
    expect(log).not.toContain('jan@');
  });

  it('answers an unknown address without repeating it', async () => {
    const answer = await call('/p/secret-token');
    expect(answer.status).toBe(404);
    expect(await answer.text()).not.toContain('secret-token');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
  });

  it('refuses a body that is not JSON, and one that is too large', async () => {
    const broken = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' };
    expect((await call('/api/orders', broken)).status).toBe(400);
    expect((await call('/api/orders', json({ note: 'x'.repeat(3 * 2 ** 20) }))).status).toBe(413);
  });

  it('describes itself, readable without a key, from the schemas that it validates by', async () => {
    const document = (await (await call('/api/openapi.json', {}, null)).json()) as {
      paths: Record<string, { post?: { requestBody?: unknown; responses: Record<string, unknown> } }>;
    };
    expect(Object.keys(document.paths)).toContain('/api/orders');
    expect(Object.keys(document.paths).every((path) => path.startsWith('/api'))).toBe(true);
    const post = document.paths['/api/orders']?.post;
    expect(JSON.stringify(post?.requestBody)).toContain('"note":{"type":"string"}');
    expect(JSON.stringify(post?.responses)).toContain('"format":"uuid"');
    const page = await (await call('/api/docs', {}, null)).text();
    expect(page).toContain('/api/orders');
    expect(page).not.toMatch(/<script|src=|https?:\/\//);
  });

  it('shows health and metrics of the process', async () => {
    expect(await (await call('/healthz', {}, null)).json()).toEqual({ status: 'ok' });
    expect((await call('/readyz', {}, null)).status).toBe(200);
    const metrics = await (await call('/metrics', {}, null)).text();
    expect(metrics).toContain('route="/api/orders"');
    expect(metrics).not.toContain('secret-token');
  });
});

describe('starting', () => {
  let other: Server;
  afterEach(() => other.close());

  it('says plainly that the port is taken, and by what to choose another', async () => {
    other = createServer().listen(await freePort(), '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    await expect(bootstrap([TestModule], { ...config, port }, createLogger('silent'))).rejects.toThrow(
      new RegExp(`Port ${port} is taken.*PORT=`),
    );
  });
});

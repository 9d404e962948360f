import 'reflect-metadata';
import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { PlainError, Stopping } from '#contracts';
import type { PlatformConfig } from '../config/platform-config.js';
import { HealthChecks } from '../health/health-checks.js';
import { createLogger, type Logger } from '../logging/logger.js';
import { NestLogger } from '../logging/nest-logger.js';
import { Metrics } from '../metrics/metrics.js';
import { ApiDescription } from '../openapi/api-description.controller.js';
import { describeApi } from '../openapi/api-description.js';
import { addHooks, httpAdapter } from './http-server.js';
import { PlatformModule } from './platform.module.js';
import type { ProcessStop } from './process-stop.js';

export type ServiceModule = Type<unknown> | DynamicModule;

@Module({})
class RootModule {}

export interface RunningApplication {
  readonly app: NestFastifyApplication;
  /** The address that it listens on. */
  readonly url: string;
  /** Ends what is under way and closes everything; safe to call more than once. */
  close(): Promise<void>;
}

/**
 * Builds one application of the given modules and listens on the configured host and port.
 * Form and JSON bodies keep their raw bytes (`request.rawBody`) for signatures; CSV bodies arrive as streams.
 * @param beforeListening frees the port of whoever answered on it meanwhile
 * @throws PlainError when the port is taken or the host is not this machine's.
 */
export async function bootstrap(
  modules: readonly ServiceModule[],
  config: PlatformConfig,
  logger: Logger = createLogger(config.logLevel, undefined, config.services.join(',')),
  beforeListening: () => Promise<void> = async () => undefined,
): Promise<RunningApplication> {
  const adapter = httpAdapter();
  const root: DynamicModule = {
    module: RootModule,
    imports: [PlatformModule.with(config, logger), ...modules],
  };
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, {
    logger: new NestLogger(logger),
    rawBody: true,
    abortOnError: false,
    forceCloseConnections: true,
  });
  addHooks(adapter, app.get(Metrics), logger);
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= stopInOrder(app));
  try {
    app.get(ApiDescription).document = describeApi(app);
    await beforeListening();
    await app.listen(config.port, config.host);
  } catch (error) {
    // What did not start may not stop either; the first error is the one to put right.
    await close().catch((err: unknown) =>
      logger.warn({ err }, 'the application did not close in good order'),
    );
    throw listenError(error, config) ?? error;
  }
  return { app, url: await app.getUrl(), close };
}

/**
 * First everybody hears of it: load balancers by /readyz, queues, loops and lanes by the signal, all of them at once.
 * Then each part ends in its turn, the one that others stand on last.
 */
async function stopInOrder(app: NestFastifyApplication): Promise<void> {
  app.get(HealthChecks).stop();
  app.get<ProcessStop>(Stopping).begin();
  await app.close();
}

function listenError(error: unknown, config: PlatformConfig): PlainError | undefined {
  const remedies: Readonly<Record<string, string>> = {
    EADDRINUSE:
      `Port ${config.port} is taken by another program. Stop that one, or choose another port: ` +
      `PORT=${config.port + 1} npm start`,
    EACCES: `Port ${config.port} may only be used by root. Choose one from 1024 on: PORT=3000 npm start`,
    EADDRNOTAVAIL: `DUNLIN_HOST is not an address of this machine. Use 127.0.0.1, or 0.0.0.0 for all of its addresses.`,
    ENOTFOUND: `DUNLIN_HOST is not an address of this machine. Use 127.0.0.1, or 0.0.0.0 for all of its addresses.`,
  };
  const remedy = remedies[String((error as NodeJS.ErrnoException).code)];
  return remedy === undefined ? undefined : new PlainError(remedy, { cause: error });
}

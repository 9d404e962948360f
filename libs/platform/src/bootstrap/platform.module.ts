import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { BusinessClock, ClockStore, Config, Figures, HealthProbes, MessageWatch, Stopping } from '#contracts';
import { ApiKeyGuard } from '../auth/api-key.guard.js';
import { SharedBusinessClock } from '../clock/shared-business-clock.js';
import { PlatformConfig } from '../config/platform-config.js';
import { ProblemFilter } from '../errors/problem.filter.js';
import { validationPipe } from '../errors/validation.js';
import { HealthChecks } from '../health/health-checks.js';
import { HealthController } from '../health/health.controller.js';
import { LOGGER, type Logger } from '../logging/logger.js';
import { MetricsController } from '../metrics/metrics.controller.js';
import { Metrics } from '../metrics/metrics.js';
import { RegisteredFigures } from '../metrics/registered-figures.js';
import { startTracing } from '../tracing/start-tracing.js';
import { WatchedMessages } from '../watch/watched-messages.js';
import { ApiDescription, ApiDescriptionController } from '../openapi/api-description.controller.js';
import { ProcessStop } from './process-stop.js';

const exported = [
  Config,
  PlatformConfig,
  LOGGER,
  Metrics,
  Figures,
  MessageWatch,
  HealthChecks,
  HealthProbes,
  Stopping,
  BusinessClock,
];

/**
 * What every service stands on: configuration, business clock, log, metrics, health, the API's key and its errors.
 * The clock's store is bound elsewhere (the persistence module does).
 */
@Module({})
export class PlatformModule implements OnApplicationShutdown {
  constructor(
    @Inject(BusinessClock) private readonly clock: BusinessClock,
    @Inject(MessageWatch) private readonly watch: MessageWatch,
  ) {}

  static with(config: PlatformConfig, logger: Logger): DynamicModule {
    return {
      module: PlatformModule,
      global: true,
      controllers: [HealthController, MetricsController, ApiDescriptionController],
      providers: [
        { provide: PlatformConfig, useValue: config },
        { provide: Config, useExisting: PlatformConfig },
        { provide: LOGGER, useValue: logger },
        { provide: Metrics, useFactory: () => new Metrics() },
        {
          provide: Figures,
          inject: [Metrics],
          useFactory: (metrics: Metrics) =>
            new RegisteredFigures(metrics, (err) => logger.warn({ err }, 'a figure could not be read')),
        },
        {
          provide: MessageWatch,
          inject: [Metrics],
          useFactory: async (metrics: Metrics) =>
            new WatchedMessages(metrics, await startTracing(config.tracing, config.services)),
        },
        { provide: Stopping, useFactory: () => new ProcessStop() },
        { provide: HealthChecks, useFactory: () => new HealthChecks() },
        { provide: HealthProbes, useExisting: HealthChecks },
        ApiDescription,
        {
          provide: BusinessClock,
          inject: [ClockStore],
          useFactory: (store: ClockStore) =>
            SharedBusinessClock.start(store, config.clock, (err) =>
              logger.warn({ err }, 'the clock could not be read'),
            ),
        },
        { provide: APP_GUARD, useClass: ApiKeyGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useFactory: validationPipe },
      ],
      exports: exported,
    };
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.clock instanceof SharedBusinessClock) await this.clock.stop();
    if (this.watch instanceof WatchedMessages) await this.watch.stop();
  }
}

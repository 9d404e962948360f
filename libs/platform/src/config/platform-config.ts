import { Config } from '#contracts';
import type { ClockSetting } from './clock-setting.js';
import type { ServiceName } from './services.js';
import type { TracingOptions } from '../tracing/tracing-options.js';

/** All that a process is configured with. Injected under its own name and under the narrower `Config`. */
export abstract class PlatformConfig extends Config {
  /** True when Dunlin runs its own Postgres under the data directory. */
  readonly embeddedPostgres!: boolean;
  /** Services of this process. */
  readonly services!: readonly ServiceName[];
  readonly host!: string;
  readonly port!: number;
  readonly clock!: ClockSetting;
  /** The key that the API asks for. */
  readonly apiKey!: string;
  /** True when the key was made just now, so that it is worth showing to whoever started Dunlin. */
  readonly apiKeyIsNew!: boolean;
  /** Where an installation keeps what is its own: embedded database, secret, API key. Absolute. */
  readonly dataDirectory!: string;
  readonly logLevel!: string;
  /** Where traces go; absent: nowhere, and nothing of OpenTelemetry is loaded. */
  readonly tracing?: TracingOptions;
}

/** What the environment alone tells: complete but for an embedded database, which has no address until it runs. */
export type LoadedConfig = Omit<PlatformConfig, 'databaseUrl' | 'queueUrl'> & {
  readonly databaseUrl?: string;
  readonly queueUrl?: string;
};

/** Completes a configuration with its database's address; the queue lives there too unless QUEUE_URL says else. */
export function withDatabase(config: LoadedConfig, databaseUrl: string): PlatformConfig {
  return Object.freeze({ ...config, databaseUrl, queueUrl: config.queueUrl ?? databaseUrl });
}

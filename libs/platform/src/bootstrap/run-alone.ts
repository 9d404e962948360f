import { PlainError } from '#contracts';
import { ConfigError } from '../config/config-error.js';
import { loadConfig } from '../config/load-config.js';
import { withDatabase } from '../config/platform-config.js';
import type { ServiceName } from '../config/services.js';
import { bootstrap, type ServiceModule } from './bootstrap.js';
import { giveWay } from './give-way.js';
import { StopRequest } from './stop-request.js';

/**
 * Runs one service as a process of its own until it is told to stop.
 * @param name of the service, as logs and traces call it
 * @param path where to look for it in the running process, such as `/readyz`
 */
export async function runAlone(
  name: ServiceName,
  path: string,
  modules: readonly ServiceModule[],
): Promise<void> {
  const request = new StopRequest(console.log);
  try {
    const config = { ...loadConfig(), services: [name] };
    if (!config.databaseUrl) {
      throw new PlainError(
        `The ${name} alone needs DATABASE_URL, to share the truth with the other services.`,
      );
    }
    giveWay(config.services);
    const running = await bootstrap(modules, withDatabase(config, config.databaseUrl));
    console.log(`The ${name} is ready: ${running.url}${path}`);
    await request.asked();
    await running.close();
    // What a provider still owes us would keep the process waiting, and nobody would hear it.
    process.exit(0);
  } catch (error) {
    const plain = error instanceof PlainError || error instanceof ConfigError;
    console.error(plain ? error.message : error);
    process.exitCode = 1;
  }
}

import { bootstrap, loadConfig, PlainError, untilStopped, withDatabase } from '#platform';
import { SchedulerModule } from './scheduler.module.js';

/** The scheduler as a process of its own. */
const config = loadConfig();
if (!config.databaseUrl) {
  throw new PlainError('The scheduler alone needs DATABASE_URL, to share the truth with the other services.');
}
const running = await bootstrap([SchedulerModule], withDatabase(config, config.databaseUrl));
console.log(`Scheduler: ${running.url}/readyz`);
await untilStopped(() => running.close(), console.log);

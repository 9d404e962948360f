import { bootstrap, loadConfig, PlainError, untilStopped, withDatabase } from '#platform';
import { TrackerModule } from './tracker.module.js';

/** The tracker as a process of its own. */
const config = loadConfig();
if (!config.databaseUrl) {
  throw new PlainError('The tracker alone needs DATABASE_URL, to share the truth with the other services.');
}
const running = await bootstrap([TrackerModule], withDatabase(config, config.databaseUrl));
console.log(`Tracker: ${running.url}/webhooks`);
await untilStopped(() => running.close(), console.log);

import { bootstrap, loadConfig, PlainError, untilStopped, withDatabase } from '#platform';
import { SenderModule } from './sender.module.js';

/** The sender as a process of its own. */
const config = loadConfig();
if (!config.databaseUrl) {
  throw new PlainError('The sender alone needs DATABASE_URL, to share the truth with the other services.');
}
const running = await bootstrap([SenderModule], withDatabase(config, config.databaseUrl));
console.log(`Sender: ${running.url}/readyz`);
await untilStopped(() => running.close(), console.log);

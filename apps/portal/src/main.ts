import { bootstrap, loadConfig, PlainError, untilStopped, withDatabase } from '#platform';
import { PortalModule } from './portal.module.js';

/** The portal as a process of its own, any number of copies. */
const config = loadConfig();
if (!config.databaseUrl) {
  throw new PlainError('The portal alone needs DATABASE_URL, the database that all services share.');
}
const running = await bootstrap([PortalModule], withDatabase(config, config.databaseUrl));
console.log(`Portal: ${running.url}/p/<token>`);
await untilStopped(() => running.close(), console.log);

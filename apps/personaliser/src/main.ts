import { bootstrap, loadConfig, PlainError, untilStopped, withDatabase } from '#platform';
import { PersonaliserModule } from './personaliser.module.js';

/** The personaliser as a process of its own. */
const config = loadConfig();
if (!config.databaseUrl) {
  throw new PlainError(
    'The personaliser alone needs DATABASE_URL, to share the truth with the other services.',
  );
}
const running = await bootstrap([PersonaliserModule], withDatabase(config, config.databaseUrl));
console.log(`Personaliser: ${running.url}/readyz`);
await untilStopped(() => running.close(), console.log);

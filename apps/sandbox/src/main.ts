import { join } from 'node:path';
import { PersistenceModule } from '#persistence';
import { bootstrap, loadConfig, PlainError, projectDirectory, untilStopped, withDatabase } from '#platform';
import { installedSandbox } from './installed-sandbox.js';

/** The sandbox as a process of its own; business time comes from the database that all services share. */
const config = loadConfig();
if (!config.databaseUrl) {
  throw new PlainError('The sandbox alone needs DATABASE_URL, to share the clock of the other services.');
}
const demo = join(projectDirectory(), 'campaigns', 'demo');
const sandbox = installedSandbox({
  consumers: join(demo, 'consumers.csv'),
  behaviour: join(demo, 'behaviour.yaml'),
  seed: 'demo',
});
const running = await bootstrap([PersistenceModule, sandbox], withDatabase(config, config.databaseUrl));
console.log(`Sandbox: ${running.url}/sandbox`);
await untilStopped(() => running.close(), console.log);

import { bootstrap, giveWay, loadConfig, untilStopped, withDatabase } from '#platform';
import { serviceModules } from '../../apps/dunlin/src/services.js';

/** The services of DUNLIN_SERVICES with a Twilio client by choice: `node pipeline-main.js <undici|stock>`. */
const httpClient = process.argv[2] === 'stock' ? 'stock' : 'undici';
const loaded = loadConfig();
if (loaded.databaseUrl === undefined) throw new Error('the bench needs DATABASE_URL');
giveWay(loaded.services);
const config = withDatabase(loaded, loaded.databaseUrl);
const running = await bootstrap(await serviceModules(config.services), {
  ...config,
  twilio: { ...config.twilio, httpClient },
});
console.log(`ready on ${running.url}`);
await untilStopped(() => running.close(), console.log);

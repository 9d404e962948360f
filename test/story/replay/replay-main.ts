import { SandboxModule, sandboxOptions } from '#apps/sandbox';
import { BusinessClock } from '#contracts';
import {
  bootstrap,
  loadConfig,
  PlatformConfig,
  projectDirectory,
  untilStopped,
  withDatabase,
} from '#platform';
import { demoFiles, serviceModules } from '../../../apps/dunlin/src/services.js';

/** The services of DUNLIN_SERVICES in one process, with the demo's debtors behind the phones of a portfolio. */
const [debtorsFile] = process.argv.slice(2);
if (debtorsFile === undefined) throw new Error(`usage: replay-main <debtors.csv> (in ${projectDirectory()})`);

const loaded = loadConfig();
if (loaded.databaseUrl === undefined) throw new Error('a replay needs DATABASE_URL');
const config = withDatabase(loaded, loaded.databaseUrl);

const sandbox = SandboxModule.registerAsync({
  inject: [PlatformConfig, BusinessClock],
  useFactory: (platform: PlatformConfig, clock: BusinessClock) =>
    sandboxOptions(platform, clock, { ...demoFiles(), consumers: debtorsFile, seed: 'replay' }),
});
const services = await serviceModules(config.services.filter((service) => service !== 'sandbox'));
const running = await bootstrap([...services, sandbox], config);
console.log(`ready on ${running.url}`);
await untilStopped(() => running.close(), console.log);

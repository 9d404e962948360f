import { type DebtorBehaviour, SandboxModule, sandboxOptions } from '#apps/sandbox';
import { BusinessClock } from '#contracts';
import {
  bootstrap,
  loadConfig,
  PlatformConfig,
  projectDirectory,
  untilStopped,
  withDatabase,
} from '#platform';
import { serviceModules } from '../../apps/dunlin/src/services.js';
import { storyCases } from './portfolio.js';
import { sizes } from './story-case.js';
import { StoryDebtors } from './story-debtors.js';

/** The services of DUNLIN_SERVICES in one process, with the story's debtors behind the sandbox's phones. */
const [debtorsFile, wanted] = process.argv.slice(2);
const size = sizes.find((one) => one === wanted);
if (debtorsFile === undefined || size === undefined)
  throw new Error(`usage: story-main <debtors.csv> ${sizes.join('|')} (in ${projectDirectory()})`);

const loaded = loadConfig();
if (loaded.databaseUrl === undefined) throw new Error('the story needs DATABASE_URL');
const config = withDatabase(loaded, loaded.databaseUrl);

const behaviour: DebtorBehaviour = new StoryDebtors(storyCases(size));
const sandbox = SandboxModule.registerAsync({
  inject: [PlatformConfig, BusinessClock],
  useFactory: async (platform: PlatformConfig, clock: BusinessClock) => ({
    ...(await sandboxOptions(platform, clock)),
    seed: 'story',
    debtorsFiles: [debtorsFile],
    behaviour,
  }),
});
const services = await serviceModules(config.services.filter((service) => service !== 'sandbox'));
const running = await bootstrap([...services, sandbox], config);
console.log(`ready on ${running.url}`);
await untilStopped(() => running.close(), console.log);

import { join } from 'node:path';
import { PersistenceModule } from '#persistence';
import { projectDirectory, runAlone } from '#platform';
import { installedSandbox } from './installed-sandbox.js';

/** The sandbox as a process of its own; business time comes from the database that all services share. */
const demo = join(projectDirectory(), 'campaigns', 'demo');
const sandbox = installedSandbox({
  consumers: join(demo, 'consumers.csv'),
  businesses: join(demo, 'businesses.csv'),
  behaviour: join(demo, 'behaviour.yaml'),
  agents: join(demo, 'agents.yaml'),
  seed: 'demo',
});
await runAlone('sandbox', '/sandbox', [PersistenceModule, sandbox]);

import { join } from 'node:path';
import { projectDirectory, type ServiceModule, type ServiceName } from '#platform';

/** The demo that comes with Dunlin. */
export function demoFiles() {
  const folder = join(projectDirectory(), 'campaigns', 'demo');
  return {
    creditors: join(folder, 'creditors.yaml'),
    consumers: join(folder, 'consumers.csv'),
    businesses: join(folder, 'businesses.csv'),
    /** For simulations alone: nobody in the demo is contacted in the United States. */
    usConsumers: join(folder, 'us-consumers.csv'),
    invoices: join(folder, 'invoices.csv'),
    payments: join(folder, 'payments.csv'),
    behaviour: join(folder, 'behaviour.yaml'),
    agents: join(folder, 'agents.yaml'),
    campaigns: [
      join(projectDirectory(), 'campaigns', 'pl-consumer.yaml'),
      join(projectDirectory(), 'campaigns', 'pl-business.yaml'),
    ],
  };
}

/** The root module of each service, loaded only where it runs: a processor works wherever its module is loaded. */
const MODULES: Readonly<Record<ServiceName, () => Promise<ServiceModule>>> = {
  scheduler: async () => (await import('#apps/scheduler')).SchedulerModule,
  personaliser: async () => (await import('#apps/personaliser')).PersonaliserModule,
  sender: async () => (await import('#apps/sender')).SenderModule,
  tracker: async () => (await import('#apps/tracker')).TrackerModule,
  portal: async () => (await import('#apps/portal')).PortalModule,
  console: async () => (await import('#apps/console')).ConsoleModule,
  sandbox: async () => (await import('#apps/sandbox')).installedSandbox({ ...demoFiles(), seed: 'demo' }),
};

export async function serviceModules(names: readonly ServiceName[]): Promise<ServiceModule[]> {
  return Promise.all(names.map((name) => MODULES[name]()));
}

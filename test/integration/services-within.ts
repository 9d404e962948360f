import { bootstrap, createLogger, loadConfig, type ServiceModule, withDatabase } from '#platform';
import { ConsoleModule } from '#apps/console';
import { PersonaliserModule } from '#apps/personaliser';
import { SchedulerModule } from '#apps/scheduler';
import { SenderModule } from '#apps/sender';
import { TrackerModule } from '#apps/tracker';
import type { RunningServices } from '../bench/slow-pipeline.js';

const MODULES: Record<string, ServiceModule> = {
  scheduler: SchedulerModule,
  personaliser: PersonaliserModule,
  sender: SenderModule,
  tracker: TrackerModule,
  console: ConsoleModule,
};

/** Starts the services of an environment within this process, from the sources. */
export async function startWithin(env: Record<string, string>): Promise<RunningServices> {
  const loaded = loadConfig(env, () => ({ value: 'unused', made: false }));
  const config = withDatabase(loaded, env.DATABASE_URL ?? '');
  const modules = config.services.flatMap((name) => MODULES[name] ?? []);
  const running = await bootstrap(modules, config, createLogger('silent'));
  return { stop: () => running.close() };
}

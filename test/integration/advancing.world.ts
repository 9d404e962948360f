import { MessageQueue } from '#contracts';
import { HotDatabase, PgCampaignStore } from '#persistence';
import { CampaignLibrary } from '../../apps/scheduler/src/campaign-library.js';
import { EnrolmentAdvancer } from '../../apps/scheduler/src/enrolment-advancer.js';
import { FairQueue } from '../../apps/scheduler/src/fair-queue.js';
import { CaseworkWorld } from './casework.world.js';

/** Casework with a scheduler that advances cases, and nobody who renders or sends. */
export interface AdvancingWorld {
  readonly world: CaseworkWorld;
  readonly store: PgCampaignStore;
  readonly advancer: EnrolmentAdvancer;
  /** Without cases, campaigns and enrolments. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

export async function openAdvancingWorld(): Promise<AdvancingWorld> {
  const world = await CaseworkWorld.open();
  const hot = new HotDatabase({ url: world.url, connections: 2 });
  const store = new PgCampaignStore(world.db);
  const queue = Object.assign(Object.create(MessageQueue.prototype) as MessageQueue, {
    render: () => Promise.resolve(),
  });
  const library = new CampaignLibrary(world.db);
  return {
    world,
    store,
    advancer: new EnrolmentAdvancer(hot, new FairQueue(queue), library, store, world.clock),
    reset: async () => {
      await world.reset();
      await world.db.query('TRUNCATE campaigns CASCADE; TRUNCATE enrolments CASCADE');
    },
    close: async () => {
      await hot.close();
      await world.close();
    },
  };
}

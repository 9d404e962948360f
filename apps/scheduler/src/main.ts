import { runAlone } from '#platform';
import { SchedulerModule } from './scheduler.module.js';

/** The scheduler as a process of its own. */
await runAlone('scheduler', '/readyz', [SchedulerModule]);

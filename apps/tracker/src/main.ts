import { runAlone } from '#platform';
import { TrackerModule } from './tracker.module.js';

/** The tracker as a process of its own. */
await runAlone('tracker', '/webhooks', [TrackerModule]);

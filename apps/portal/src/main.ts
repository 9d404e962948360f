import { runAlone } from '#platform';
import { PortalModule } from './portal.module.js';

/** The portal as a process of its own. */
await runAlone('portal', '/p', [PortalModule]);

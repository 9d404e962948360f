import { runAlone } from '#platform';
import { PersonaliserModule } from './personaliser.module.js';

/** The personaliser as a process of its own. */
await runAlone('personaliser', '/readyz', [PersonaliserModule]);

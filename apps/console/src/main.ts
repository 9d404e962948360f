import { runAlone } from '#platform';
import { ConsoleModule } from './console.module.js';

/** The console as a process of its own. */
await runAlone('console', '/console', [ConsoleModule]);

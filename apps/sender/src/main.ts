import { runAlone } from '#platform';
import { SenderModule } from './sender.module.js';

/** The sender as a process of its own. */
await runAlone('sender', '/readyz', [SenderModule]);

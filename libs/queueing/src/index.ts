export { QueueingModule } from './queueing.module.js';
export { QueueWorker } from './queue-worker.js';
export { QueueProbe } from './queue-probe.js';
export { queueKind } from './queue-connection.js';
export type { QueueKind } from './queue-connection.js';

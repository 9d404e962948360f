export { QueueingModule } from './queueing.module.js';
export { queueKind } from './queue-connection.js';
export type { QueueKind } from './queue-connection.js';

export { BullMessageQueue, split } from './bull-message-queue.js';
export { QueueingModule } from './queueing.module.js';
export { LOOK_AGAIN_SECONDS, QueueWorker } from './queue-worker.js';
export { QueueProbe } from './queue-probe.js';
export { queueConnection, queueKind } from './queue-connection.js';
export type { QueueKind } from './queue-connection.js';
export { readRedisFacts } from './redis-facts.js';
export type { RedisFacts } from './redis-facts.js';

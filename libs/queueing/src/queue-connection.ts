import { type ConnectionOptions, createPostgresBackend, setDefaultBackendFactory } from 'bullmq';

/** Which server the queues live on, read off QUEUE_URL's scheme. */
export type QueueKind = 'redis' | 'postgres';

export function queueKind(queueUrl: string): QueueKind {
  const scheme = new URL(queueUrl).protocol;
  if (scheme === 'redis:' || scheme === 'rediss:') return 'redis';
  if (scheme === 'postgres:' || scheme === 'postgresql:') return 'postgres';
  throw new Error(`QUEUE_URL must begin with redis:// or postgres://, not ${scheme}//`);
}

/** The Postgres schema that holds the queues, beside the product's own tables. */
const QUEUE_SCHEMA = 'queues';

/**
 * Makes BullMQ use the server of queueUrl, and returns its connection options. The backend is process-wide, so
 * this runs before the first queue or worker is made.
 */
export function queueConnection(queueUrl: string): ConnectionOptions {
  if (queueKind(queueUrl) === 'redis') {
    setDefaultBackendFactory();
    // Waits for Redis to come back instead of failing what is under way.
    return { url: queueUrl, maxRetriesPerRequest: null };
  }
  setDefaultBackendFactory(createPostgresBackend);
  return {
    connectionString: queueUrl,
    schema: QUEUE_SCHEMA,
    migrate: true,
    max: 3,
    application_name: 'dunlin queue',
  } as ConnectionOptions;
}

import { Redis } from 'ioredis';

const CONNECT_MS = 4_000;

/** What a Redis server tells of itself. */
export interface RedisFacts {
  version: string;
  /** As maxmemory-policy; only noeviction keeps whole jobs. */
  evicts: string;
  evictedKeys: number;
}

/** @throws when it cannot be reached, or does not let us in */
export async function readRedisFacts(queueUrl: string): Promise<RedisFacts> {
  const redis = new Redis(queueUrl, {
    lazyConnect: true,
    connectTimeout: CONNECT_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  // The call that fails tells only that the connection is closed; why is told here.
  let why: unknown;
  redis.on('error', (error) => (why = error));
  try {
    await redis.connect();
    const told = factsOf(await redis.info());
    return {
      version: told.get('redis_version') ?? 'unknown',
      evicts: told.get('maxmemory_policy') ?? 'unknown',
      evictedKeys: Number(told.get('evicted_keys') ?? 0),
    };
  } catch (error) {
    throw why ?? error;
  } finally {
    redis.disconnect();
  }
}

function factsOf(info: string): Map<string, string> {
  return new Map(
    info.split(/\r?\n/).flatMap((line): [string, string][] => {
      const at = line.indexOf(':');
      return at < 1 ? [] : [[line.slice(0, at), line.slice(at + 1).trim()]];
    }),
  );
}

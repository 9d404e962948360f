import { queueKind, readRedisFacts, type RedisFacts } from '#queueing';
import { codeOf } from './check.js';
import { lookForPooler } from './database.checks.js';
import { fault, type Finding, warning, well } from './finding.js';

const REDIS_PORT = 6379;

export async function lookAtQueue(queueUrl: string, databaseUrl: string): Promise<Finding[]> {
  if (queueKind(queueUrl) === 'postgres') {
    if (queueUrl === databaseUrl) return [well('queue', 'on the database')];
    return [well('queue', 'on a Postgres of its own'), ...(await lookForPooler('QUEUE_URL', queueUrl))];
  }
  try {
    return redis(await readRedisFacts(queueUrl));
  } catch (error) {
    return [unusable(addressOf(queueUrl), error)];
  }
}

/** Redis begins what it refuses with a word for it; the rest of the words may quote what was asked. */
const REFUSAL = /^(WRONGPASS|NOAUTH|NOPERM|ERR)\b/;

function unusable(at: string, error: unknown): Finding {
  const refusal = REFUSAL.exec((error as Error).message)?.[1];
  if (refusal !== undefined) {
    return fault(
      'queue',
      `Redis at ${at} does not let us in (${refusal})`,
      'Messages wait meanwhile and none is lost: correct user and password in QUEUE_URL.',
    );
  }
  return fault(
    'queue',
    `Redis cannot be reached at ${at} (${codeOf(error)})`,
    'Messages wait meanwhile and none is lost: start Redis, or correct QUEUE_URL.',
  );
}

/** Host and port alone: the rest may hold the password. */
function addressOf(queueUrl: string): string {
  const { hostname, port } = new URL(queueUrl);
  return `${hostname || 'localhost'}:${port || REDIS_PORT}`;
}

export function redis({ version, evicts, evictedKeys }: RedisFacts): Finding[] {
  const policy =
    evicts === 'noeviction' || evicts === 'unknown'
      ? well('Redis keeps', 'every key (noeviction)')
      : fault(
          'Redis keeps',
          `what ${evicts} leaves`,
          'A job without half of its keys hangs: set maxmemory-policy noeviction.',
        );
  const evicted =
    evictedKeys === 0
      ? []
      : [
          warning(
            'Redis has thrown away',
            `${evictedKeys} keys`,
            'Give it more memory; what they stood for is found again from the database.',
          ),
        ];
  return [well('queue', `on Redis ${version}`), policy, ...evicted];
}

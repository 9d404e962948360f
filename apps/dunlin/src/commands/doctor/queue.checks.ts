import { queueKind, readRedisFacts, type RedisFacts } from '#queueing';
import { codeOf } from './check.js';
import { lookForPooler } from './database.checks.js';
import { fault, type Finding, warning, well } from './finding.js';

export async function lookAtQueue(queueUrl: string, databaseUrl: string): Promise<Finding[]> {
  if (queueKind(queueUrl) === 'postgres') {
    if (queueUrl === databaseUrl) return [well('queue', 'on the database')];
    return [well('queue', 'on a Postgres of its own'), ...(await lookForPooler('QUEUE_URL', queueUrl))];
  }
  try {
    return redis(await readRedisFacts(queueUrl));
  } catch (error) {
    return [
      fault(
        'queue',
        `Redis cannot be reached (${codeOf(error)})`,
        'Messages wait meanwhile and none is lost: start Redis, or correct QUEUE_URL.',
      ),
    ];
  }
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

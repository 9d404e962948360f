import { redisInstalled, startRedis } from '../harness/redis.js';
import { startPostgres } from '../harness/postgres.js';
import { benchEmail } from './email.bench.js';
import { benchEngine } from './engine.bench.js';
import { benchScheduler } from './scheduler.bench.js';
import { benchSms } from './sms.bench.js';
import { benchTracker } from './tracker.bench.js';

/**
 * `npm run bench [-- --queue redis|postgres] [-- --only sms,email,…]`: measures ratios in one run, ours beside what
 * a team would write by hand, and ends with one line of JSON.
 */
function option(name: string): string | undefined {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
}

const queue = option('queue') ?? (redisInstalled() ? 'redis' : 'postgres');
const only = option('only')?.split(',');
const wanted = (name: string): boolean => !only || only.includes(name);
const messages = Number(option('messages') ?? 20_000);

const postgres = await startPostgres();
const redis = queue === 'redis' ? await startRedis() : undefined;
const figures: Record<string, unknown> = { queue };
const note = (name: string, figure: object): void => {
  figures[name] = figure;
  console.log(`${name}: ${JSON.stringify(figure)}`);
};
try {
  if (wanted('engine')) note('engine', await benchEngine());
  if (wanted('sms')) note('sms', await benchSms(postgres, redis?.url ?? null, messages));
  if (wanted('email'))
    note('email', await benchEmail(postgres, redis?.url ?? null, Math.round(messages / 2)));
  if (wanted('tracker')) note('tracker', await benchTracker(postgres, redis?.url ?? null, messages));
  if (wanted('scheduler')) {
    note(
      'scheduler',
      await benchScheduler(postgres, { small: 20_000, large: 2_000_000, advances: 1_000_000 }),
    );
  }
} finally {
  await redis?.stop();
  await postgres.stop();
}
console.log(JSON.stringify(figures));
process.exit(0);

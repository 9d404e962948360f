import { redisInstalled, startRedis } from '../harness/redis.js';
import { readOptions } from '../harness/options.js';
import { quarterOfMemory, startPostgres } from '../harness/postgres.js';
import { benchBurst } from './burst.bench.js';
import { benchEmail } from './email.bench.js';
import { benchEngine, benchPolicy } from './engine.bench.js';
import { benchFairness } from './fairness.bench.js';
import { benchImport } from './import.bench.js';
import { benchMemory } from './memory.bench.js';
import { benchPause } from './pause.bench.js';
import { benchScheduler } from './scheduler.bench.js';
import { benchSimulate } from './simulate.bench.js';
import { benchSms } from './sms.bench.js';
import { benchTracker } from './tracker.bench.js';
import { benchVoice } from './voice.bench.js';

/**
 * `npm run bench [-- --queue redis|postgres] [-- --only sms,email,…]`: measures ratios in one run, ours beside what
 * a team would write by hand, and ends with one line of JSON.
 */
const options = readOptions(
  [
    'npm run bench -- [--queue redis|postgres]',
    '[--only engine,policy,simulate,sms,email,tracker,fairness,pause,burst,voice,memory,import,scheduler]',
    '[--messages 20000] [--rows 1000000] [--calls 200] [--carried 100000] [--enrolments 5000000] [--cases 100000]',
    '[--queued 100000] [--payments 20000]',
  ].join(' '),
  ['queue', 'only', 'messages', 'rows', 'calls', 'carried', 'enrolments', 'cases', 'queued', 'payments'],
);
const queue = options.queue ?? (redisInstalled() ? 'redis' : 'postgres');
const only = options.only?.split(',');
const wanted = (name: string): boolean => !only || only.includes(name);
const messages = Number(options.messages ?? 20_000);
/** Of the large campaign, beside which the small one is timed. */
const FAIRNESS_LARGE = 50_000;
/** Messages of the campaign that is paused. */
const QUEUED = 100_000;
/** At once. */
const PAYMENTS = 20_000;
const IMPORT_ROWS = 1_000_000;
/** Held at the same time. */
const CALLS = 200;
/** Messages with receipts, over which memory is watched. */
const CARRIED = 100_000;
/** Of the large portfolio, whose due ones are claimed beside those of one with a hundredth of it. */
const ENROLMENTS = 5_000_000;

/** Cases of a simulation. */
const SIMULATED = 100_000;

const postgres = await startPostgres();
const redis = queue === 'redis' ? await startRedis() : undefined;
const figures: Record<string, unknown> = { queue };
const note = (name: string, figure: object): void => {
  figures[name] = figure;
  console.log(`${name}: ${JSON.stringify(figure)}`);
};
try {
  if (wanted('engine')) note('engine', await benchEngine());
  if (wanted('policy')) note('policy', await benchPolicy());
  if (wanted('simulate')) note('simulate', await benchSimulate(Number(options.cases ?? SIMULATED)));
  if (wanted('sms')) note('sms', await benchSms(postgres, redis?.url ?? null, messages));
  if (wanted('email'))
    note('email', await benchEmail(postgres, redis?.url ?? null, Math.round(messages / 2)));
  if (wanted('tracker')) note('tracker', await benchTracker(postgres, redis?.url ?? null, messages));
  if (wanted('fairness')) note('fairness', await benchFairness(postgres, redis?.url ?? null, FAIRNESS_LARGE));
  if (wanted('pause'))
    note('pause', await benchPause(postgres, redis?.url ?? null, Number(options.queued ?? QUEUED)));
  if (wanted('burst'))
    note('burst', await benchBurst(postgres, redis?.url ?? null, Number(options.payments ?? PAYMENTS)));
  if (wanted('voice'))
    note('voice', await benchVoice(postgres, redis?.url ?? null, Number(options.calls ?? CALLS)));
  if (wanted('memory'))
    note('memory', await benchMemory(postgres, redis?.url ?? null, Number(options.carried ?? CARRIED)));
  if (wanted('import')) note('import', await benchImport(postgres, Number(options.rows ?? IMPORT_ROWS)));
  if (wanted('scheduler')) {
    const roomy = await startPostgres(quarterOfMemory());
    try {
      note('scheduler', await benchScheduler(roomy, Number(options.enrolments ?? ENROLMENTS)));
    } finally {
      await roomy.stop();
    }
  }
} finally {
  await redis?.stop();
  await postgres.stop();
}
console.log(JSON.stringify(figures));
process.exit(0);

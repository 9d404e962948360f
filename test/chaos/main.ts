import { readOptions } from '../harness/options.js';
import { startPostgres } from '../harness/postgres.js';
import { redisInstalled, startRedis } from '../harness/redis.js';
import { runChaos } from './chaos-run.js';
import { faultsFound, figures, tellChaos, tellStops } from './report.js';
import { measureStopLatency } from './stop-latency.js';

/**
 * `npm run chaos [-- --queue redis|postgres] [-- --messages 5000] [-- --seed 1]`: kills everything while messages
 * flow by all channels, counts at the providers' stand-ins, and ends with one line of JSON. Exit code 1: something was
 * lost, sent twice, sent on without proof that its earlier leg had failed, left in doubt without cause, or took too long.
 */
const options = readOptions('npm run chaos -- [--queue redis|postgres] [--messages 5000] [--seed 1]', [
  'queue',
  'messages',
  'seed',
]);
const queue = options.queue ?? (redisInstalled() ? 'redis' : 'postgres');
const messages = Number(options.messages ?? 5_000);
const seed = Number(options.seed ?? 1);

const startedAt = Date.now();
/** Progress goes to standard error, so that standard output is the report. */
const watch = (what: string): void =>
  console.error(`${Math.round((Date.now() - startedAt) / 1000)} s: ${what}`);

const postgres = await startPostgres();
const redis = queue === 'redis' ? await startRedis() : undefined;
let failed = true;
try {
  console.log(`${messages} messages, queue on ${queue}, seed ${seed}`);
  const outcome = await runChaos(postgres, redis, { messages, seed, tell: watch });
  tellChaos(outcome);
  watch('stopping under load');
  await redis?.empty();
  const stops = await measureStopLatency(postgres, redis?.url ?? null, { messages: messages * 2, seed });
  tellStops(stops);
  const found = faultsFound(outcome, stops);
  for (const fault of found) console.log(`FAULT: ${fault}`);
  failed = found.length > 0;
  console.log(JSON.stringify(figures(outcome)));
} finally {
  await redis?.stop();
  await postgres.stop();
}
process.exit(failed ? 1 : 0);

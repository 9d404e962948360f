import { Database } from '#persistence';
import type { OwnPostgres } from '../harness/postgres.js';
import { freePort, startProgram } from '../harness/processes.js';
import { seedAcceptedMessages } from '../harness/message-seed.js';
import { median, ratio } from './medians.js';
import { ready, serviceEnv } from './pipeline.js';

export interface TrackerFigures {
  receipts_per_s: number;
  bare_http_per_s: number;
  ratio: number;
}

const ROUNDS = 3;

/** Signed status callbacks a second into the tracker, beside the same posts into an endpoint that does nothing. */
export async function benchTracker(
  postgres: OwnPostgres,
  queueUrl: string | null,
  receipts: number,
): Promise<TrackerFigures> {
  const [tracked, bare]: [number[], number[]] = [[], []];
  const barePort = await freePort();
  const endpoint = startProgram('test/bench/bare-endpoint.js', [String(barePort)], {});
  await endpoint.wrote('bare endpoint ready');
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      bare.push(await post(`http://127.0.0.1:${barePort}`, `http://127.0.0.1:${barePort}`, '', receipts));
      tracked.push(await trackerRun(postgres, queueUrl, receipts, round));
    }
  } finally {
    await endpoint.stop();
  }
  return {
    receipts_per_s: Math.round(median(tracked)),
    bare_http_per_s: Math.round(median(bare)),
    ratio: ratio(median(tracked), median(bare)),
  };
}

async function trackerRun(
  postgres: OwnPostgres,
  queueUrl: string | null,
  receipts: number,
  round: number,
): Promise<number> {
  const name = `bench_tracker_${round}`;
  const databaseUrl = await postgres.database(name);
  const db = new Database({ url: databaseUrl, connections: 1, transactionTimeoutMs: 600_000 });
  await seedAcceptedMessages(db, receipts);
  await db.close();
  const port = await freePort();
  const program = startProgram(
    'apps/dunlin/src/main.js',
    [],
    serviceEnv(
      {
        databaseUrl,
        queueUrl: queueUrl ?? databaseUrl,
        twilioApiUrl: 'http://127.0.0.1:9',
        smtpUrl: 'smtp://127.0.0.1:9',
        services: 'tracker',
      },
      port,
    ),
  );
  try {
    await ready(`http://127.0.0.1:${port}/readyz`, program);
    return await post(`http://127.0.0.1:${port}`, `http://127.0.0.1:${port}`, databaseUrl, receipts);
  } finally {
    await program.stop();
    await postgres.dropDatabase(name);
  }
}

/** Has another process post the callbacks, so that the posting costs the measured one nothing. */
async function post(base: string, publicUrl: string, databaseUrl: string, receipts: number): Promise<number> {
  const program = startProgram(
    'test/bench/receipt-load.js',
    [base, publicUrl, String(receipts), databaseUrl],
    {},
  );
  const line = await program.wrote('per_s', 300_000);
  await program.stop();
  return (JSON.parse(line) as { per_s: number }).per_s;
}

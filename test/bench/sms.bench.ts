import type { OwnPostgres } from '../harness/postgres.js';
import { freePort, startProgram } from '../harness/processes.js';
import { median, ratio } from './medians.js';
import { type PipelineRun, runPipeline } from './pipeline.js';

export interface SmsFigures {
  pipeline_per_s: number;
  sdk_loop_per_s: number;
  ratio: number;
  ratio_stock_client: number;
  ratio_raw_undici: number;
  /** With two processes that send. */
  ratio_two_senders: number;
}

const ROUNDS = 3;

/** Our pipeline beside the raw loops, against one sink, runs interleaved, medians of three. */
export async function benchSms(
  postgres: OwnPostgres,
  queueUrl: string | null,
  messages: number,
): Promise<SmsFigures> {
  const port = await freePort();
  const sink = startProgram('test/bench/sms-sink.js', [String(port)], {});
  await sink.wrote('sms sink ready');
  const rates: Record<'pipeline' | 'pair' | 'stock' | 'sdk' | 'undici', number[]> = {
    pipeline: [],
    pair: [],
    stock: [],
    sdk: [],
    undici: [],
  };
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      rates.sdk.push(await rawLoop('sdk', port, messages));
      rates.pipeline.push(await pipeline(postgres, queueUrl, port, messages, {}));
      rates.pair.push(await pipeline(postgres, queueUrl, port, messages, { senders: 2 }));
      rates.undici.push(await rawLoop('undici', port, messages));
      rates.stock.push(await pipeline(postgres, queueUrl, port, messages, { httpClient: 'stock' }));
    }
  } finally {
    await sink.stop();
  }
  const sdk = median(rates.sdk);
  return {
    pipeline_per_s: Math.round(median(rates.pipeline)),
    sdk_loop_per_s: Math.round(sdk),
    ratio: ratio(median(rates.pipeline), sdk),
    ratio_stock_client: ratio(median(rates.stock), sdk),
    ratio_raw_undici: ratio(median(rates.pipeline), median(rates.undici)),
    ratio_two_senders: ratio(median(rates.pair), sdk),
  };
}

async function rawLoop(kind: 'sdk' | 'undici', port: number, messages: number): Promise<number> {
  const program = startProgram('test/bench/sms-raw-loop.js', [kind, String(port), String(messages)], {});
  const line = await program.wrote('per_s', 300_000);
  await program.stop();
  return (JSON.parse(line) as { per_s: number }).per_s;
}

let runs = 0;
async function pipeline(
  postgres: OwnPostgres,
  queueUrl: string | null,
  sinkPort: number,
  messages: number,
  how: Pick<PipelineRun, 'httpClient' | 'senders'>,
): Promise<number> {
  runs += 1;
  const name = `bench_sms_${runs}`;
  const databaseUrl = await postgres.database(name);
  await fetch(`http://127.0.0.1:${sinkPort}/reset`, { method: 'POST' });
  try {
    return await runPipeline({
      databaseUrl,
      queueUrl: queueUrl ?? databaseUrl,
      channel: 'sms',
      messages,
      twilioApiUrl: `http://127.0.0.1:${sinkPort}`,
      smtpUrl: 'smtp://127.0.0.1:9',
      arrived: async () => Number(await (await fetch(`http://127.0.0.1:${sinkPort}/count`)).text()),
      ...how,
    });
  } finally {
    await postgres.dropDatabase(name);
  }
}

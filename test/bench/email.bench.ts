import type { OwnPostgres } from '../harness/postgres.js';
import { freePort, startProgram } from '../harness/processes.js';
import { median, ratio } from './medians.js';
import { runPipeline } from './pipeline.js';

export interface EmailFigures {
  pipeline_per_s: number;
  smtp_loop_per_s: number;
  ratio: number;
}

const ROUNDS = 3;
/** Size of the raw loop's body: that of the pipeline's mails, links filled in. */
const BODY_BYTES = 15_000;

/** Our pipeline beside nodemailer alone, against one SMTP sink, runs interleaved, medians of three. */
export async function benchEmail(
  postgres: OwnPostgres,
  queueUrl: string | null,
  mails: number,
): Promise<EmailFigures> {
  const [smtpPort, httpPort] = [await freePort(), await freePort()];
  const sink = startProgram('test/bench/mail-sink.js', [String(smtpPort), String(httpPort)], {});
  await sink.wrote('mail sink ready');
  const [loop, pipeline]: [number[], number[]] = [[], []];
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      loop.push(await rawLoop(smtpPort, mails));
      await fetch(`http://127.0.0.1:${httpPort}/reset`);
      const name = `bench_email_${round}`;
      const databaseUrl = await postgres.database(name);
      pipeline.push(
        await runPipeline({
          databaseUrl,
          queueUrl: queueUrl ?? databaseUrl,
          channel: 'email',
          messages: mails,
          twilioApiUrl: 'http://127.0.0.1:9',
          smtpUrl: `smtp://127.0.0.1:${smtpPort}`,
          env: { SMTP_CONNECTIONS: '20', SMTP_MESSAGES_PER_CONNECTION: '1000000' },
          arrived: async () => Number(await (await fetch(`http://127.0.0.1:${httpPort}/count`)).text()),
        }),
      );
      await postgres.dropDatabase(name);
    }
  } finally {
    await sink.stop();
  }
  return {
    pipeline_per_s: Math.round(median(pipeline)),
    smtp_loop_per_s: Math.round(median(loop)),
    ratio: ratio(median(pipeline), median(loop)),
  };
}

async function rawLoop(port: number, mails: number): Promise<number> {
  const program = startProgram(
    'test/bench/mail-raw-loop.js',
    [String(port), String(mails), String(BODY_BYTES)],
    {},
  );
  const line = await program.wrote('per_s', 300_000);
  await program.stop();
  return (JSON.parse(line) as { per_s: number }).per_s;
}

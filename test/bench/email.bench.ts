import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, unpackHtml } from '#persistence';
import { fillLinks, SAMPLE_LINKS } from '#templating';
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

/** Our pipeline beside nodemailer alone, against one SMTP sink, runs interleaved, medians of three. */
export async function benchEmail(
  postgres: OwnPostgres,
  queueUrl: string | null,
  mails: number,
): Promise<EmailFigures> {
  const [smtpPort, httpPort] = [await freePort(), await freePort()];
  const sink = startProgram('test/bench/mail-sink.js', [String(smtpPort), String(httpPort)], {});
  await sink.wrote('mail sink ready');
  const folder = mkdtempSync(join(tmpdir(), 'dunlin-bench-'));
  const sample = join(folder, 'mail.json');
  const [loop, pipeline]: [number[], number[]] = [[], []];
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
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
          afterwards: async (db) => writeFile(sample, JSON.stringify(await mailOf(db))),
          arrived: async () => Number(await (await fetch(`http://127.0.0.1:${httpPort}/count`)).text()),
        }),
      );
      await postgres.dropDatabase(name);
      loop.push(await rawLoop(smtpPort, mails, sample));
    }
  } finally {
    await sink.stop();
    rmSync(folder, { recursive: true });
  }
  return {
    pipeline_per_s: Math.round(median(pipeline)),
    smtp_loop_per_s: Math.round(median(loop)),
    ratio: ratio(median(pipeline), median(loop)),
  };
}

/** One of the pipeline's mails, its links filled in, for the loop to send. */
async function mailOf(db: Database): Promise<{ subject: string; text: string; html: string }> {
  const { rows } = await db.query<{ subject: string; body: string; packed_html: Buffer }>(
    'SELECT subject, body, packed_html FROM legs LIMIT 1',
  );
  const [leg] = rows;
  if (!leg) throw new Error('the pipeline has sent no mail');
  return {
    subject: leg.subject,
    text: fillLinks(leg.body, SAMPLE_LINKS),
    html: fillLinks(unpackHtml(leg.packed_html), SAMPLE_LINKS),
  };
}

async function rawLoop(port: number, mails: number, sample: string): Promise<number> {
  const program = startProgram('test/bench/mail-raw-loop.js', [String(port), String(mails), sample], {});
  const line = await program.wrote('per_s', 300_000);
  await program.stop();
  return (JSON.parse(line) as { per_s: number }).per_s;
}

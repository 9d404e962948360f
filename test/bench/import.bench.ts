import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '#persistence';
import type { OwnPostgres } from '../harness/postgres.js';
import { peakMemoryOf } from '../harness/peak-memory.js';
import { DIST, startProgram } from '../harness/processes.js';
import { writePortfolioFile } from './portfolio-file.js';

export interface ImportFigures {
  rows: number;
  rows_per_s: number;
  /** The most that the importing process held in memory. */
  peak_mb: number;
}

/** `dunlin import` as an operator calls it, from its start to its end. */
export async function benchImport(postgres: OwnPostgres, rows: number): Promise<ImportFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'dunlin-import-'));
  const databaseUrl = await postgres.database('bench_import');
  try {
    const file = join(folder, 'cases.csv');
    await writePortfolioFile(file, rows);
    const began = performance.now();
    const peak = await importFile(databaseUrl, file);
    const seconds = (performance.now() - began) / 1000;
    await requireAll(databaseUrl, rows);
    return { rows, rows_per_s: Math.round(rows / seconds), peak_mb: Math.round(peak / 1024) };
  } finally {
    await rm(folder, { recursive: true, force: true });
    await postgres.dropDatabase('bench_import');
  }
}

/** Returns the peak of its memory in KiB. */
async function importFile(databaseUrl: string, file: string): Promise<number> {
  const creditors = join(DIST, '../campaigns/demo/creditors.yaml');
  const program = startProgram('apps/dunlin/src/cli.js', ['import', file, '--creditors', creditors], {
    DATABASE_URL: databaseUrl,
    DUNLIN_SERVICES: 'console',
    DUNLIN_SECRET: 'bench-secret-bench-secret-bench-secret',
  });
  return peakMemoryOf(program);
}

async function requireAll(databaseUrl: string, rows: number): Promise<void> {
  const db = new Database({ url: databaseUrl, connections: 1, transactionTimeoutMs: 600_000 });
  try {
    const { rows: counted } = await db.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM cases WHERE status = 'open'`,
    );
    if (counted[0]?.n !== rows) throw new Error(`${counted[0]?.n} of ${rows} rows became open cases`);
  } finally {
    await db.close();
  }
}

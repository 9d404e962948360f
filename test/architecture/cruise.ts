import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from './sources.js';

const run = promisify(execFile);
const CRUISER = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
export const CRUISE_CONFIG = join(ROOT, '.dependency-cruiser.cjs');

/** One import that a rule forbids. */
export interface Violation {
  rule: string;
  from: string;
  to: string;
}

export interface Cruise {
  violations: Violation[];
  /** How many files were read, so that a cruise of nothing does not pass for a clean one. */
  modules: number;
}

interface CruiserReport {
  modules: unknown[];
  summary: { violations: { from: string; to: string; rule: { name: string } }[] };
}

/** Checks the imports of all TypeScript sources below a directory that is laid out as the repository is. */
export async function cruise(directory: string): Promise<Cruise> {
  const { stdout } = await run(
    process.execPath,
    [CRUISER, '--config', CRUISE_CONFIG, '--output-type', 'json', 'libs', 'apps', 'test'],
    { cwd: directory, maxBuffer: 256 * 1024 * 1024 },
  ).catch(reportOfFailure);
  const report = JSON.parse(stdout) as CruiserReport;
  return {
    violations: report.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
    modules: report.modules.length,
  };
}

/** The cruiser ends with the number of violations as its exit code, the report written all the same. */
function reportOfFailure(error: { stdout?: string; stderr?: string }): { stdout: string } {
  if (error.stdout?.startsWith('{')) return { stdout: error.stdout };
  throw error;
}

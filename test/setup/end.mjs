import { endTestRun } from './test-run.mjs';

/** After a test run: nothing is left running, nothing is left behind. */
export default async function end() {
  const folder = process.env.DUNLIN_TEST_RUN;
  if (folder) await endTestRun(folder);
}

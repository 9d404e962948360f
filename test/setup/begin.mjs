import { beginTestRun } from './test-run.mjs';

/** Before a test run: a folder that all suites share. The database in it starts when the first suite asks. */
export default function begin() {
  process.env.DUNLIN_TEST_RUN ??= beginTestRun();
}

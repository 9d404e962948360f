import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Before a test run: a folder that all suites share. The database in it starts when the first suite asks. */
export default function begin() {
  const folder = mkdtempSync(join(tmpdir(), 'dunlin-test-'));
  // As root the database runs as a user of its own, which must be able to pass through.
  chmodSync(folder, 0o711);
  process.env.DUNLIN_TEST_RUN = folder;
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepare, ROOT } from './prepare.mjs';
import { run } from './processes.mjs';

/** How Node runs every program of ours; why, by flag. The image has the same ones. */
const { flags } = JSON.parse(readFileSync(new URL('node-flags.json', import.meta.url), 'utf8'));

/** `node run.mjs <program under dist/> [arguments]`: makes the checkout ready and runs one of its programs. */
const [program, ...args] = process.argv.slice(2);
await prepare();
// The channel closes when this process is killed outright, which tells the program to stop, too.
const stdio = ['inherit', 'inherit', 'inherit', 'ipc'];
process.exit(
  await run(process.execPath, [...Object.keys(flags), join(ROOT, 'dist', program), ...args], { stdio }),
);

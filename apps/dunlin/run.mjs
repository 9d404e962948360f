import { join } from 'node:path';
import { prepare, ROOT, run } from './prepare.mjs';

/** `node run.mjs <program under dist/> [arguments]`: makes the checkout ready and runs one of its programs. */
const [program, ...args] = process.argv.slice(2);
await prepare();
// The channel closes when this process is killed outright, which tells the program to stop, too.
const stdio = ['inherit', 'inherit', 'inherit', 'ipc'];
process.exit(
  await run(process.execPath, ['--enable-source-maps', join(ROOT, 'dist', program), ...args], { stdio }),
);

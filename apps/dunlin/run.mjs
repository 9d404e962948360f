import { join } from 'node:path';
import { prepare, ROOT } from './prepare.mjs';
import { run } from './processes.mjs';

// What batches leave behind dies young: with more room for it, it dies before anybody carries it on.
const FLAGS = ['--enable-source-maps', '--max-semi-space-size=32'];

/** `node run.mjs <program under dist/> [arguments]`: makes the checkout ready and runs one of its programs. */
const [program, ...args] = process.argv.slice(2);
await prepare();
// The channel closes when this process is killed outright, which tells the program to stop, too.
const stdio = ['inherit', 'inherit', 'inherit', 'ipc'];
process.exit(await run(process.execPath, [...FLAGS, join(ROOT, 'dist', program), ...args], { stdio }));

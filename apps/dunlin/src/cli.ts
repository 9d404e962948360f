import { Command } from 'commander';
import { PlainError } from '#contracts';
import { ConfigError } from '#platform';
import { COMMANDS } from './commands/registry.js';
import { withInstallation } from './installation.js';
import { keepHeapTight } from './tight-heap.js';

/** `npm run dunlin -- <command>`. */
const program = new Command('dunlin').description(
  'Outreach for collections: each contact permitted, explained, and one tap from a solution.',
);
keepHeapTight();
for (const register of COMMANDS) register(program, withInstallation, console.log);

try {
  await program.parseAsync();
  await written(process.stdout);
  process.exit(process.exitCode ?? 0);
} catch (error) {
  if (error instanceof PlainError || error instanceof ConfigError) console.error(error.message);
  else console.error(error);
  await Promise.all([written(process.stdout), written(process.stderr)]);
  process.exit(1);
}

/** A pipe that its reader is slow to empty takes what was written when it has room; exiting before would lose it. */
function written(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write('', () => resolve());
  });
}

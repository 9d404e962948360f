import type { Command } from 'commander';
import { exitCodeOf, toLines } from './doctor/finding.js';
import type { Print, WithInstallation } from './register-command.js';

/** `dunlin doctor`: looks at all that an installation stands on, and says what to do about what is wrong. */
export function registerDoctor(program: Command, _with: WithInstallation, print: Print): void {
  program
    .command('doctor')
    .description(
      'look at configuration, database, queue, clock, providers and content, and say what to put right',
    )
    .option('--json', 'as JSON, for a program')
    .action(async ({ json }: { json?: boolean }) => {
      // With it come providers, queues and templates, which no other command needs in its memory.
      const { examine } = await import('./doctor/examine.js');
      const findings = await examine();
      const lines = json ? [JSON.stringify({ findings }, null, 2)] : toLines(findings);
      for (const line of lines) print(line);
      process.exitCode = exitCodeOf(findings);
    });
}

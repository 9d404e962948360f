import type { Command } from 'commander';
import { launchCampaign, type LaunchCampaignResult } from '#casework';
import { formatFault } from '#domain';
import { readCampaignSurroundings } from '#persistence';
import { projectDirectory } from '#platform';
import type { Print, WithInstallation } from './register-command.js';
import { readCampaign } from './validate.command.js';

const EXIT_LAUNCHED = 0;
const EXIT_FAULTY = 1;

/** `dunlin launch <file>`: publishes a campaign and enrols the cases that it is for. */
export function registerLaunch(program: Command, withInstallation: WithInstallation, print: Print): void {
  program
    .command('launch')
    .description('publish a campaign file and enrol the cases that it is for')
    .argument('<file>', 'campaign file')
    .action(async (file: string) => {
      const source = await readCampaign(file, print);
      if (source === null) {
        process.exitCode = EXIT_FAULTY;
        return;
      }
      const known = await readCampaignSurroundings(projectDirectory());
      process.exitCode = await withInstallation(async ({ campaigns, clock }) =>
        reportLaunch(
          file,
          await launchCampaign(campaigns, { source, fileName: file, known, now: clock.now(), actor: 'cli' }),
          print,
        ),
      );
    });
}

/** Prints what the launch came to; gives the exit code. */
export function reportLaunch(file: string, result: LaunchCampaignResult, print: Print): number {
  if (result.outcome === 'invalid') {
    for (const fault of result.faults) print(formatFault(fault));
    print('Nothing was launched.');
    return EXIT_FAULTY;
  }
  const { number, isNew } = result.version;
  print(
    isNew ? `${file} is live as version ${number}.` : `${file} was launched before, as version ${number}.`,
  );
  print(`${result.enrolled} cases entered.`);
  return EXIT_LAUNCHED;
}

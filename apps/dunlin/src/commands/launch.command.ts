import type { Command } from 'commander';
import {
  launchCampaign,
  type LaunchCampaignResult,
  type LaunchPreview,
  previewLaunch,
  type PreviewLaunchResult,
  type StepStanding,
} from '#casework';
import { type CampaignChange, formatFault } from '#domain';
import { projectDirectory } from '#platform';
import { dayOf, readCampaignGrounds } from './campaign-grounds.js';
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
    .option('--preview', 'tell what it would do, and do nothing')
    .option(
      '--follow',
      'cases under way go on in this version, where it has their next step; they stay in theirs else',
    )
    .action(async (file: string, { preview, follow }: { preview?: boolean; follow?: boolean }) => {
      const source = await readCampaign(file, print);
      if (source === null) {
        process.exitCode = EXIT_FAULTY;
        return;
      }
      process.exitCode = await withInstallation(async ({ campaigns, clock }) => {
        const now = clock.now();
        const known = await readCampaignGrounds(projectDirectory(), dayOf(now));
        const about = { source, fileName: file, known, now };
        return preview === true
          ? reportPreview(file, await previewLaunch(campaigns, about), print)
          : reportLaunch(
              file,
              await launchCampaign(campaigns, { ...about, actor: 'cli', follow: follow === true }),
              print,
            );
      });
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
  if (result.followed > 0) print(`${result.followed} cases under way go on in it.`);
  return EXIT_LAUNCHED;
}

/** Prints what a launch would do; gives the exit code. */
export function reportPreview(file: string, result: PreviewLaunchResult, print: Print): number {
  if (result.outcome === 'invalid') {
    for (const fault of result.faults) print(formatFault(fault));
    return EXIT_FAULTY;
  }
  const { key, liveVersion, changes, standing } = result.preview;
  print(
    liveVersion === null
      ? `${file}: ${key} would be a new campaign.`
      : `${file}: ${key} is live as version ${liveVersion}.`,
  );
  print(entrantsLine(result.preview));
  if (liveVersion !== null) {
    print(changes.length === 0 ? 'Nothing differs from it.' : 'Different from it:');
    for (const change of changes) print(`  ${changeLine(change)}`);
  }
  if (standing.length > 0) print('Cases under way, by the step that comes next:');
  for (const each of standing) print(`  ${standingLine(each)}`);
  print('Nothing was launched.');
  return EXIT_LAUNCHED;
}

function entrantsLine({ entrants, contactedWithinWeek, firstContacts }: LaunchPreview): string {
  const enter = `${entrants} cases would enter at once`;
  if (entrants === 0) return `${enter}.`;
  if (contactedWithinWeek === 0) return `${enter}; none of them would be contacted within 7 days.`;
  const steps = firstContacts.map(({ step, cases }) => `${step} ${cases}`).join(', ');
  return `${enter}; ${contactedWithinWeek} of them would be contacted within 7 days: ${steps}`;
}

function changeLine({ what, change, fields }: CampaignChange): string {
  const name = 'field' in what ? what.field : `step ${what.step}`;
  return fields.length === 0 ? `${name} ${change}` : `${name} ${change}: ${fields.join(', ')}`;
}

function standingLine({ step, cases, parked, withinWeek, contacts, removed }: StepStanding): string {
  const soon = `${withinWeek} within 7 days${contacts && withinWeek > 0 ? ', contacted then' : ''}`;
  const resting = `${parked === cases ? 'all' : parked} of them resting (held or with an agent)`;
  const parts = [
    `${(step ?? '(before the first)').padEnd(28)} ${String(cases).padStart(7)}`,
    ...(parked === cases ? [] : [soon]),
    ...(parked === 0 ? [] : [resting]),
    ...(removed ? ['not in the new version, they stay in theirs'] : []),
  ];
  return parts.join('; ');
}

import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { type CampaignSurroundings, formatFault, parseCampaign } from '#domain';
import { projectDirectory } from '#platform';
import { dayOf, readCampaignGrounds } from './campaign-grounds.js';
import type { Print, WithInstallation } from './register-command.js';

const EXIT_SOUND = 0;
const EXIT_FAULTY = 1;

/** `dunlin validate <file…>`: names every fault of campaign files at once, with line and column. Needs no database. */
export function registerValidate(program: Command, _with: WithInstallation, print: Print): void {
  program
    .command('validate')
    .description('check campaign files; every fault is named at once, with line and column')
    .argument('<file...>', 'campaign files')
    .action(async (files: string[]) => {
      const known = await readCampaignGrounds(projectDirectory(), dayOf());
      process.exitCode = await validateFiles(files, known, print);
    });
}

/** Prints what is wrong with each file; gives the exit code. */
export async function validateFiles(
  files: readonly string[],
  known: CampaignSurroundings,
  print: Print,
): Promise<number> {
  let code = EXIT_SOUND;
  for (const file of files) {
    if (!(await validateFile(file, known, print))) code = EXIT_FAULTY;
  }
  return code;
}

async function validateFile(file: string, known: CampaignSurroundings, print: Print): Promise<boolean> {
  const source = await readCampaign(file, print);
  if (source === null) return false;
  const parsed = parseCampaign(source, file, known);
  if ('faults' in parsed) {
    for (const fault of parsed.faults) print(formatFault(fault));
    return false;
  }
  print(`${file}: ${parsed.campaign.name}, ${parsed.campaign.steps.length} steps, no faults.`);
  return true;
}

/** The file's text; null, and told, when it cannot be read. */
export async function readCampaign(file: string, print: Print): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    print(code === 'EISDIR' ? `${file} is a folder; name a file.` : `${file} cannot be read${why(code)}.`);
    return null;
  }
}

function why(code: string | undefined): string {
  return code === 'ENOENT' ? ': there is no such file' : ` (${code})`;
}

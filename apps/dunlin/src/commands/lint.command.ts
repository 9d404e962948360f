import { join } from 'node:path';
import type { Command } from 'commander';
import { DialogueFaultsError, loadDialogues } from '#conversation';
import { formatFault as formatPlace, type MessageJudge, type PolicyPack } from '#domain';
import { readPolicyPacks } from '#persistence';
import { projectDirectory } from '#platform';
import { formatFault, lintTemplates, loadSpokenWords, readTemplates, type TemplateSet } from '#templating';
import { dayOf, judgeOf } from './campaign-grounds.js';
import type { Print, WithInstallation } from './register-command.js';

const EXIT_SOUND = 0;
const EXIT_FAULTY = 1;

export interface LintOptions {
  /** Holds templates, `_rules/` and `dialogues/`. */
  templates: string;
  /** What packs ask of words is asked of every family: by those that exist, and the ones to ask. */
  packs: readonly PolicyPack[];
  asked: readonly string[];
}

/** `dunlin lint`: everything that is wrong with templates and dialogues, before anybody is to be sent them. No database. */
export function registerLint(program: Command, _with: WithInstallation, print: Print): void {
  program
    .command('lint')
    .description('check templates and dialogues; every fault is named at once, with file and line')
    .option('--templates <folder>', 'folder of templates; those of this installation when absent')
    .option('--packs <ids>', 'also ask what these policy packs ask of words, such as "us-regf,eu-base"')
    .action(async ({ templates, packs = '' }: { templates?: string; packs?: string }) => {
      const project = projectDirectory();
      process.exitCode = await lint(
        {
          templates: templates ?? join(project, 'templates'),
          packs: await readPolicyPacks(join(project, 'campaigns', 'policies')),
          asked: packs.split(',').filter((id) => id !== ''),
        },
        print,
      );
    });
}

/** Prints what is wrong; gives the exit code. Prices and second looks are told, and are no faults. */
export async function lint({ templates, packs, asked }: LintOptions, print: Print): Promise<number> {
  const unknown = asked.filter((id) => !packs.some((pack) => pack.id === id));
  for (const id of unknown) print(`There is no policy pack "${id}".`);
  const set = await readTemplates(templates);
  const found = lintTemplates(set);
  for (const fault of found) print(formatFault(fault));
  const spoken = await faultsOfDialogues(templates);
  for (const line of spoken) print(line);
  const judge = await judgeOf(templates, set, packs, dayOf());
  const unfit = asked.length === 0 || unknown.length > 0 ? [] : [...unfitUnder(asked, set, judge)];
  for (const line of unfit) print(line);
  const errors = found.filter(({ severity }) => severity === 'error').length;
  if (errors + spoken.length + unfit.length + unknown.length > 0) return EXIT_FAULTY;
  print(`${set.families.size} families and their dialogues, no faults.`);
  return EXIT_SOUND;
}

async function faultsOfDialogues(templates: string): Promise<string[]> {
  try {
    await loadDialogues(join(templates, 'dialogues'), await loadSpokenWords(templates));
    return [];
  } catch (error) {
    if (error instanceof DialogueFaultsError)
      return error.faults.map((fault) => `dialogues/${formatPlace(fault)}`);
    throw error;
  }
}

/** Families that collect and may go out neither first nor later: with what stands against each. */
function* unfitUnder(asked: readonly string[], set: TemplateSet, judge: MessageJudge): Generator<string> {
  for (const [family, { meta }] of set.families) {
    if (meta.purpose !== 'collection') continue;
    for (const channel of meta.channels) {
      const first = judge({ family, channel, first: true }, asked);
      const later = judge({ family, channel, first: false }, asked);
      if (first.length === 0 || later.length === 0) continue;
      const both = first.filter((line) => later.includes(line));
      yield* both;
      yield* first.filter((line) => !both.includes(line)).map((line) => `as a first contact: ${line}`);
      yield* later.filter((line) => !both.includes(line)).map((line) => `as a later contact: ${line}`);
    }
  }
}

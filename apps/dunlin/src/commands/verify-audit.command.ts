import type { Command } from 'commander';
import type { SealAudit, SealBreak } from '#contracts';
import { PgSealStore } from '#persistence';
import type { Print, WithInstallation } from './register-command.js';
import { ArchiveFolder } from './archive/archive-folder.js';
import { readAnchor, writeAnchor } from './seal-anchor.js';

const EXIT_INTACT = 0;
/** Something was changed after it was sealed. */
const EXIT_BROKEN = 1;

const FAULTS: Readonly<Record<SealBreak['fault'], string>> = {
  'decisions-changed': 'a decision of this second was changed, added or removed after it was sealed',
  'seal-changed': 'the seal of this second was changed',
  'chain-broken': 'the seal before this one was changed or removed',
  'seal-missing':
    'decisions of this second have no seal: they came later, their seal was taken away, or no tracker has sealed',
  'anchored-seal-missing':
    'the seal of this second was noted by an earlier audit and is gone, or another stands in its place; what was decided since may be gone too',
  'archive-missing': 'its decisions were archived, and the archive does not have them',
};

/** `dunlin verify-audit`: walks all seals over contact decisions and names the first that does not hold. */
export function registerVerifyAudit(
  program: Command,
  withInstallation: WithInstallation,
  print: Print,
): void {
  program
    .command('verify-audit')
    .description('check that no contact decision was changed after it was made')
    .option(
      '--anchor <file>',
      'note the newest seals in this file, and check that those it holds are still there; keep it where nobody who writes to the database can',
    )
    .option(
      '--archive <folder>',
      'check the decisions that were archived, too, from the files of this folder',
    )
    .action(async ({ anchor, archive }: { anchor?: string; archive?: string }) => {
      process.exitCode = await withInstallation(async ({ db, config }) => {
        const noted = anchor === undefined ? null : await readAnchor(anchor);
        const archived = archive === undefined ? undefined : new ArchiveFolder(archive);
        const audit = await new PgSealStore(db, config.secret).verify(noted ?? [], archived);
        const code = reportAudit(audit, print);
        if (anchor !== undefined && code === EXIT_INTACT) {
          await writeAnchor(anchor, audit.heads);
          print(
            noted === null
              ? `There was no ${anchor}: a new note was begun, and nothing is proved by an older one.`
              : `Those noted before are there; the newest seals are noted in ${anchor}.`,
          );
        }
        return code;
      });
    });
}

/** Prints what the audit found; gives the exit code. */
export function reportAudit(
  { seals, decisions, archived, firstBreak }: Omit<SealAudit, 'heads'>,
  print: Print,
): number {
  if (firstBreak === null) {
    print(`All ${seals} seals over ${decisions + archived} decisions hold.`);
    if (archived > 0)
      print(
        `${archived} of the decisions are archived: their seals hold, and --archive <folder> checks them too.`,
      );
    return EXIT_INTACT;
  }
  const second = new Date(firstBreak.second * 1000).toISOString().replace('.000Z', 'Z');
  print(`The seals hold until ${second}, then break.`);
  print(`  creditor ${firstBreak.creditorId}: ${FAULTS[firstBreak.fault]}`);
  print('Nothing after this point is proved. Compare with a backup from before, and keep both.');
  return EXIT_BROKEN;
}

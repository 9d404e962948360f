import type { Command } from 'commander';
import type { SealAudit, SealBreak } from '#contracts';
import { PgSealStore } from '#persistence';
import type { Print, WithInstallation } from './register-command.js';

const EXIT_INTACT = 0;
/** Something was changed after it was sealed. */
const EXIT_BROKEN = 1;

const FAULTS: Readonly<Record<SealBreak['fault'], string>> = {
  'decisions-changed': 'a decision of this second was changed, added or removed after it was sealed',
  'seal-changed': 'the seal of this second was changed',
  'chain-broken': 'the seal before this one was changed or removed',
  'seal-missing':
    'decisions of this second have no seal: they came later, their seal was taken away, or no tracker has sealed',
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
    .action(async () => {
      process.exitCode = await withInstallation(async ({ db, config }) =>
        reportAudit(await new PgSealStore(db, config.secret).verify(), print),
      );
    });
}

/** Prints what the audit found; gives the exit code. */
export function reportAudit({ seals, decisions, firstBreak }: SealAudit, print: Print): number {
  if (firstBreak === null) {
    print(`All ${seals} seals over ${decisions} decisions hold.`);
    return EXIT_INTACT;
  }
  const second = new Date(firstBreak.second * 1000).toISOString().replace('.000Z', 'Z');
  print(`The seals hold until ${second}, then break.`);
  print(`  creditor ${firstBreak.creditorId}: ${FAULTS[firstBreak.fault]}`);
  print('Nothing after this point is proved. Compare with a backup from before, and keep both.');
  return EXIT_BROKEN;
}

import { statfs } from 'node:fs/promises';
import type { Command } from 'commander';
import { isLoopbackUrl, type PlatformConfig } from '#platform';
import type { Print, WithInstallation } from './register-command.js';

/** One thing looked at, and what was found. */
export interface Finding {
  readonly what: string;
  readonly found: string;
  /** What to do about it; absent when all is well. */
  readonly remedy?: string;
}

/** A demo or a pilot fits into far less; below this a database that grows is near its end. */
const LITTLE_DISK_BYTES = 2 * 2 ** 30;
const DRIFT_MS = 2_000;

const EXIT_WELL = 0;
const EXIT_UNWELL = 1;

/** `dunlin doctor`: looks at what an installation stands on, and says what to do about what is wrong. */
export function registerDoctor(program: Command, withInstallation: WithInstallation, print: Print): void {
  program
    .command('doctor')
    .description('look at configuration, database, clock and disk, and say what to put right')
    .action(async () => {
      process.exitCode = await withInstallation(async ({ config, db, clock }) => {
        const { rows } = await db.query<{ version: string; now: Date; fsync: string }>(
          "SELECT current_setting('server_version') AS version, clock_timestamp() AS now, current_setting('fsync') AS fsync",
        );
        const server = rows[0];
        if (!server) throw new Error('The database answered without a row');
        const findings = [
          ...whereMessagesGo(config),
          postgres(server),
          machineClock(Date.now() - server.now.getTime()),
          { what: 'business time', found: `${config.clock.mode}, ${new Date(clock.now()).toISOString()}` },
          ...(config.embeddedPostgres ? [await disk(config.dataDirectory)] : []),
        ];
        return reportFindings(findings, print);
      });
    });
}

/** Prints what was found; gives the exit code. */
export function reportFindings(findings: readonly Finding[], print: Print): number {
  for (const { what, found, remedy } of findings) {
    print(`${remedy ? '✗' : '✓'} ${what}: ${found}`);
    if (remedy) print(`    ${remedy}`);
  }
  return findings.some((finding) => finding.remedy) ? EXIT_UNWELL : EXIT_WELL;
}

export function whereMessagesGo(config: Pick<PlatformConfig, 'twilio' | 'smtpUrl' | 'publicUrl'>): Finding[] {
  const sms = isLoopbackUrl(config.twilio.apiUrl);
  const mail = isLoopbackUrl(config.smtpUrl);
  const findings: Finding[] = [
    { what: 'SMS go to', found: sms ? 'this machine' : new URL(config.twilio.apiUrl).host },
    { what: 'mails go to', found: mail ? 'this machine' : new URL(config.smtpUrl).host },
  ];
  const link = { what: 'links point at', found: config.publicUrl };
  const unreachable = isLoopbackUrl(config.publicUrl) && !(sms && mail);
  return [
    ...findings,
    unreachable
      ? {
          ...link,
          remedy: 'Debtors cannot open that: set PUBLIC_URL to the address they reach this installation at.',
        }
      : link,
  ];
}

function postgres({ version, fsync }: { version: string; fsync: string }): Finding {
  const found = { what: 'Postgres', found: `${version}, fsync ${fsync}` };
  if (fsync === 'on') return found;
  return { ...found, remedy: 'A power cut could lose or repeat messages: set fsync = on.' };
}

function machineClock(driftMs: number): Finding {
  const found = { what: 'clock of this machine', found: `${Math.abs(driftMs)} ms from the database's` };
  if (Math.abs(driftMs) <= DRIFT_MS) return found;
  return { ...found, remedy: 'Senders refuse to send at more than two seconds: synchronise both by NTP.' };
}

async function disk(directory: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(directory);
  const found = {
    what: 'free disk',
    found: `${((Number(bavail) * Number(bsize)) / 2 ** 30).toFixed(1)} GB at ${directory}`,
  };
  if (Number(bavail) * Number(bsize) >= LITTLE_DISK_BYTES) return found;
  return { ...found, remedy: 'Make room, or set DUNLIN_DATA to a larger disk before the database is full.' };
}

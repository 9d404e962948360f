import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Desk, importCases, IntakeDesk, upsertCreditors } from '#casework';
import { BusinessClock, type CaseworkStore, PlainError } from '#contracts';
import { type Calendar, type Campaign, type PolicyPack, type SimulatedCase } from '#domain';
import { fileSource } from '#persistence';
import { CapturedIntake } from './captured-intake.js';

export interface CasesFile {
  readonly file: string;
  /** Portfolio of the rows that name none. */
  readonly portfolio?: string | undefined;
}

/** What was read for a simulation, and what was not. */
export interface ReadCases {
  readonly cases: readonly SimulatedCase[];
  readonly refusedRows: number;
  readonly standIns: readonly string[];
  /** Escalations that the described agents can have at once; null where none are described. */
  readonly capacity: number | null;
}

/** Simulated persons need to be told apart, and nothing of them leaves the process. */
const SECRET = 'a simulation keeps nothing';

class StandingClock extends BusinessClock {
  constructor(private readonly instant: number) {
    super();
  }

  now(): number {
    return this.instant;
  }

  refresh(): Promise<number> {
    return Promise.resolve(this.instant);
  }
}

/**
 * Reads files of cases with all checks of an import, without a database.
 * @param at the instant at which data are verified; epoch ms
 * @throws PlainError when a file cannot be used
 */
export async function readCases(
  files: readonly CasesFile[],
  creditorsFile: string,
  surroundings: { campaign: Campaign; calendar: Calendar; policyPacks: readonly PolicyPack[]; at: number },
): Promise<ReadCases> {
  const { campaign, calendar, policyPacks, at } = surroundings;
  const intake = new CapturedIntake(campaign);
  // A dry run asks nothing of the cases on record.
  const casework = new Desk(undefined as unknown as CaseworkStore, new StandingClock(at), calendar);
  const desk = new IntakeDesk(casework, intake, SECRET);
  const described = await upsertCreditors(desk, await readText(creditorsFile), { known: { policyPacks } });
  if (described.kind !== 'ok')
    throw new PlainError(`${creditorsFile} cannot be used: ${described.faults.join('; ')}`);
  let refusedRows = 0;
  for (const { file, portfolio } of files) {
    await requireFile(file);
    const taken = await importCases(desk, fileSource(file, basename(file)), {
      dryRun: true,
      ...(portfolio !== undefined && { portfolioRef: portfolio }),
    });
    if (taken.kind === 'refused') {
      const { reason, remedy } = taken.refusal;
      throw new PlainError(`${file} cannot be used: ${reason}; ${remedy}.`);
    }
    refusedRows += taken.report.counts.refused;
  }
  return {
    cases: intake.simulatedCases(),
    refusedRows,
    standIns: [...intake.standIns].sort(),
    capacity: intake.capacity,
  };
}

async function requireFile(file: string): Promise<void> {
  const found = await stat(file).catch(() => null);
  if (found?.isFile() !== true) throw new PlainError(`${file} cannot be read: there is no such file.`);
}

/** @throws PlainError when it cannot be read */
export async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new PlainError(`${file} cannot be read.`);
  }
}

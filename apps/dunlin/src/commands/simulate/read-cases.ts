import { open, readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Desk, importCases, IntakeDesk, upsertCreditors } from '#casework';
import { BusinessClock, type CaseworkStore, PlainError } from '#contracts';
import {
  type Calendar,
  type Campaign,
  type HistoryHead,
  parseHistory,
  type PolicyPack,
  type RecordedHistory,
  type SimulatedCase,
} from '#domain';
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

/**
 * Cases as a history recorded them.
 * @throws PlainError when it cannot be used
 */
export async function readRecorded(file: string, campaign: Campaign): Promise<Recorded> {
  const parsed = parseHistory(await readText(file));
  if ('fault' in parsed) throw new PlainError(`${file} cannot be used: ${parsed.fault}.`);
  const cases = [...parsed.persons.values()].flatMap((person) =>
    person.cases.map((each): SimulatedCase => ({
      ...each,
      packs: [...each.packs, ...campaign.policies],
      channels: new Set(each.channels),
    })),
  );
  return { ...parsed, cases };
}

/** A history, and its cases as simulations take them. */
export interface Recorded {
  readonly head: HistoryHead;
  readonly persons: RecordedHistory;
  readonly cases: readonly SimulatedCase[];
}

/** Whether a file is a history, rather than rows of cases or a model of behaviour. */
export async function isHistory(file: string): Promise<boolean> {
  const opened = await open(file).catch(() => null);
  if (opened === null) return false;
  try {
    const beginning = Buffer.alloc(HISTORY_BEGINS.length);
    await opened.read(beginning, 0, beginning.length, 0);
    return beginning.toString('utf8') === HISTORY_BEGINS;
  } finally {
    await opened.close();
  }
}

const HISTORY_BEGINS = '{"history":';

/** @throws PlainError when it cannot be read */
export async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new PlainError(`${file} cannot be read.`);
  }
}

import { businessId } from '../../desk/business-id.js';
import type { IntakeDesk } from '../intake-desk.js';
import { plannedPortfolios } from './planned-portfolios.js';
import { readCreditors, type SetupSurroundings } from './read-creditors.js';
import type { PortfolioRecord } from '#contracts';

export interface UpsertCreditorsOptions {
  known?: SetupSurroundings;
  /** Tells what would be set up, and writes nothing. */
  dryRun?: boolean;
  /** Who sets them up. */
  actor?: string;
}

export type UpsertCreditorsResult =
  | {
      kind: 'ok';
      creditors: number;
      portfolios: number;
      agents: number;
      /** What a dry run of an import may take as set up; empty when they are. */
      planned: PortfolioRecord[];
    }
  /** Every fault at once, each as `path: what is wrong`. */
  | { kind: 'invalid'; faults: string[] };

/**
 * Creates or updates creditors, their portfolios and agents from a YAML or JSON description; known by their refs, so
 * the same file again changes nothing.
 */
export async function upsertCreditors(
  desk: IntakeDesk,
  text: string,
  { known = {}, dryRun = false, actor = 'system:set-up' }: UpsertCreditorsOptions = {},
): Promise<UpsertCreditorsResult> {
  const read = readCreditors(desk, text, known);
  if ('faults' in read) return { kind: 'invalid', faults: read.faults };
  const at = desk.clock.now();
  const newId = (): string => businessId(at);
  if (!dryRun) await desk.store.setUp(read, newId, { actor, at });
  const portfolios = read.creditors.reduce((sum, creditor) => sum + creditor.portfolios.length, 0);
  return {
    kind: 'ok',
    creditors: read.creditors.length,
    portfolios,
    agents: read.agents.length,
    planned: dryRun ? plannedPortfolios(read.creditors, newId) : [],
  };
}

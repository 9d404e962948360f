import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatHistory, type RecordedPerson, type SimulationReport } from '#domain';
import { readHistory } from '#persistence';
import { projectDirectory } from '#platform';
import { prepareGround, runSimulation } from '../../apps/dunlin/src/commands/simulate/run-simulation.js';
import type { GoldenWorld } from './golden.world.js';

const inCampaigns = (...path: string[]): string => join(projectDirectory(), 'campaigns', ...path);

export interface LivedAgain {
  /** The history as it was written. */
  text: string;
  persons: RecordedPerson[];
  replay: SimulationReport['replay'];
}

/**
 * Writes what happened since a campaign was launched, and lives through it again.
 * @param folder where the history is kept
 */
export async function liveAgain(
  world: GoldenWorld,
  folder: string,
  campaign: { key: string; file: string },
): Promise<LivedAgain> {
  const history = await readHistory(world.casework.db, campaign.key, null);
  if (history === null) throw new Error('the campaign was never launched');
  const persons: RecordedPerson[] = [];
  for await (const person of history.persons) persons.push(person);
  const text = [history.head, ...persons].map(formatHistory).join('');
  const file = join(folder, 'history.jsonl');
  writeFileSync(file, text);
  const { report } = await runSimulation(await prepareGround(projectDirectory()), {
    campaignFile: campaign.file,
    cases: null,
    demoCases: {},
    creditorsFile: inCampaigns('demo', 'creditors.yaml'),
    behaviourFile: file,
    usualBehaviour: inCampaigns('demo', 'behaviour.yaml'),
    pricesFile: inCampaigns('prices', 'pl.yaml'),
    days: 1,
    seed: 'history',
    firstDay: null,
  });
  return { text, persons, replay: report.replay };
}

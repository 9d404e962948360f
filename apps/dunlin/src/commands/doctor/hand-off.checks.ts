import { join } from 'node:path';
import { readHandOffDestinations } from '#persistence';
import { handOffFaults, type PlatformConfig } from '#platform';
import { fault, type Finding, well } from './finding.js';

const WHAT = 'hand-offs';

/** Destinations as they lie in the project's folder, and whether this installation can use them. */
export async function lookAtHandOffs(
  project: string,
  config: Pick<PlatformConfig, 'clock' | 'handOffSecrets'>,
): Promise<Finding[]> {
  let destinations;
  try {
    destinations = await readHandOffDestinations(join(project, 'campaigns', 'hand-offs'));
  } catch (error) {
    return [fault(WHAT, 'have a destination that is not valid', (error as Error).message)];
  }
  const faults = handOffFaults(destinations, config);
  if (faults.length > 0)
    return faults.map((each) => fault(WHAT, 'go nowhere, and the scheduler does not start', each));
  const count = destinations.length;
  return [well(WHAT, count === 1 ? '1 destination' : `${count} destinations`)];
}

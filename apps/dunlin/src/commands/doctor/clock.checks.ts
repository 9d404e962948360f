import type { ClockRow, ClockStore } from '#contracts';
import { businessTime, type ClockSetting } from '#platform';
import { fault, type Finding, well } from './finding.js';

/** What the shared clock shows, and the business instant (epoch ms) to look at the rest by. */
export async function lookAtClock(
  store: Pick<ClockStore, 'find'>,
  setting: ClockSetting,
): Promise<{ now: number; findings: Finding[] }> {
  const row = await store.find();
  const now = row === undefined ? Date.now() : businessTime(row, Date.now());
  return { now, findings: [clock(row, setting, now)] };
}

function clock(row: ClockRow | undefined, { mode }: ClockSetting, now: number): Finding {
  if (row === undefined) return well('business time', `${mode}; it begins with the first process`);
  const found = `${row.mode}, ${new Date(now).toISOString()}`;
  if (row.mode === mode) return well('business time', found);
  return fault(
    'business time',
    `${found}; DUNLIN_CLOCK asks for ${mode}`,
    'A database keeps the kind of time that it was begun with: use another one, or correct DUNLIN_CLOCK.',
  );
}

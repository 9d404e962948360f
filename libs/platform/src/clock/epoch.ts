import { type ClockRow, PlainError } from '#contracts';
import type { ClockSetting } from '../config/clock-setting.js';

/**
 * A running demo moves its epoch forward this often, along the same line of time. So a stale machine epoch means
 * that nothing ran, and a demo that was closed for the night goes on from where it stood.
 */
export const DEMO_HEARTBEAT_MS = 5_000;
const DEMO_ABANDONED_MS = 6 * DEMO_HEARTBEAT_MS;

/** Business time, in epoch milliseconds, at a machine instant. */
export function businessTime(row: ClockRow, machine: number): number {
  if (row.mode === 'real') return machine;
  if (row.mode === 'stepped') return row.businessEpoch;
  return Math.round(row.businessEpoch + (machine - row.machineEpoch) * row.factor);
}

/** The same line of time, told from a later point on it. */
export function reanchor(row: ClockRow, machine: number): ClockRow {
  return { ...row, businessEpoch: businessTime(row, machine), machineEpoch: machine };
}

/**
 * The epoch row that a starting process should find, given what it is configured with and what is stored; undefined
 * when the stored row already says so.
 * @throws PlainError when the database lives in another kind of time: real cases must never meet invented dates.
 */
export function epochAtStart(
  setting: ClockSetting,
  stored: ClockRow | undefined,
  machine: number,
): ClockRow | undefined {
  if (!stored) return firstEpoch(setting, machine);
  if (stored.mode !== setting.mode) {
    throw new PlainError(
      `This database keeps ${stored.mode} time, and DUNLIN_CLOCK asks for ${setting.mode}. ` +
        'Start with the clock that it was begun with, or use another database (DUNLIN_DATA or DATABASE_URL).',
    );
  }
  if (setting.mode !== 'demo') return undefined;
  const abandoned = machine - stored.machineEpoch > DEMO_ABANDONED_MS;
  if (abandoned) return { ...stored, factor: setting.factor, machineEpoch: machine };
  return stored.factor === setting.factor
    ? undefined
    : { ...reanchor(stored, machine), factor: setting.factor };
}

/** The epoch row of a database that has none yet. */
export function firstEpoch(setting: ClockSetting, machine: number): ClockRow {
  switch (setting.mode) {
    case 'real':
      return { mode: 'real', factor: 1, businessEpoch: machine, machineEpoch: machine };
    case 'stepped':
      return { mode: 'stepped', factor: 1, businessEpoch: setting.at, machineEpoch: machine };
    case 'demo':
      return {
        mode: 'demo',
        factor: setting.factor,
        businessEpoch: setting.from ?? DEMO_BEGINS,
        machineEpoch: machine,
      };
  }
}

/** The Monday morning for which the demo's due dates are written (campaigns/demo): a working week lies ahead. */
const DEMO_BEGINS = Date.parse('2026-01-12T08:00:00+01:00');

import type { Command } from 'commander';
import { PlainError } from '#contracts';
import { advanceClock, parseDuration, parseInstant } from '#platform';
import type { Print, WithInstallation } from './register-command.js';

interface ClockFlags {
  advanceTo?: string;
  by?: string;
}

/** `dunlin clock`: tells business time, and advances a clock that is stepped. */
export function registerClock(program: Command, withInstallation: WithInstallation, print: Print): void {
  program
    .command('clock')
    .description('tell business time; advance it where the clock is stepped')
    .option('--advance-to <instant>', 'such as 2026-03-02T08:00:00+01:00')
    .option('--by <duration>', 'such as 90m, 4h or 1d')
    .action(async (flags: ClockFlags) => {
      await withInstallation(async ({ clock, clocks }) => {
        const target = targetOf(flags);
        const now = target ? await advanceClock(clocks, target) : clock.now();
        print(new Date(now).toISOString());
      });
    });
}

function targetOf({ advanceTo, by }: ClockFlags): ((from: number) => number) | undefined {
  if (advanceTo !== undefined) {
    const instant = parseInstant(advanceTo);
    if (instant === undefined)
      throw new PlainError(`"${advanceTo}" is no instant; write one such as 2026-03-02T08:00:00+01:00.`);
    return () => instant;
  }
  if (by === undefined) return undefined;
  const duration = parseDuration(by);
  if (duration === undefined)
    throw new PlainError(`"${by}" is no duration; write one such as 90m, 4h or 1d.`);
  return (from) => from + duration;
}

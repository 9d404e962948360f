import { z } from 'zod';

/** What DUNLIN_CLOCK asks for. Instants are epoch milliseconds of business time. */
export type ClockSetting =
  | { readonly mode: 'real' }
  /** Business time runs factor times as fast as the machine's; starts at `from` the first time. */
  | { readonly mode: 'demo'; readonly factor: number; readonly from?: number }
  /** Business time stands at `at` until it is advanced. */
  | { readonly mode: 'stepped'; readonly at: number };

const REMEDY =
  'use "real", "demo:<factor>" such as "demo:1440" (a day a minute), "demo:<factor>@<instant>", or ' +
  '"stepped:<instant>" such as "stepped:2026-03-02T08:00:00+01:00"';

/** An instant wants its offset written out; without one it would mean another instant on another machine. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/** Reads an ISO 8601 instant with its offset into epoch milliseconds; undefined when it is none. */
export function parseInstant(text: string): number | undefined {
  if (!INSTANT.test(text)) return undefined;
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? undefined : instant;
}

function parseClockSetting(text: string): ClockSetting | undefined {
  if (text === 'real') return { mode: 'real' };
  const stepped = /^stepped:(.+)$/.exec(text)?.[1];
  if (stepped !== undefined) {
    const at = parseInstant(stepped);
    return at === undefined ? undefined : { mode: 'stepped', at };
  }
  const demo = /^demo:(\d+(?:\.\d+)?)(?:@(.+))?$/.exec(text);
  if (!demo) return undefined;
  const factor = Number(demo[1]);
  if (!(factor > 0 && factor <= 100_000)) return undefined;
  if (demo[2] === undefined) return { mode: 'demo', factor };
  const from = parseInstant(demo[2]);
  return from === undefined ? undefined : { mode: 'demo', factor, from };
}

export const clockSettingSchema = z.string().transform((text, context): ClockSetting => {
  const setting = parseClockSetting(text.trim());
  if (setting) return setting;
  context.addIssue({ code: 'custom', message: `is not a clock; ${REMEDY}` });
  return z.NEVER;
});

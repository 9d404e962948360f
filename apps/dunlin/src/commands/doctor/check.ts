import { fault, type Finding } from './finding.js';

/** Looks at one part of an installation. */
export interface Check {
  readonly what: string;
  look(): Promise<readonly Finding[]>;
  /** Machine milliseconds. For work of this process alone: a busy machine is slow with it, and nothing is wrong. */
  readonly patienceMs?: number;
}

/** All checks run at once, so this is about how long a doctor takes (machine time). */
const PATIENCE_MS = 10_000;

/** Runs all of them; one that fails or does not come back is told as a finding and hides no other. */
export async function runChecks(checks: readonly Check[], patienceMs = PATIENCE_MS): Promise<Finding[]> {
  const found = await Promise.all(checks.map((check) => lookInTime(check, patienceMs)));
  return found.flat();
}

async function lookInTime(
  { what, look, patienceMs: own }: Check,
  usual: number,
): Promise<readonly Finding[]> {
  const patienceMs = own ?? usual;
  let timer: NodeJS.Timeout | undefined;
  const outOfTime = new Promise<readonly Finding[]>((resolve) => {
    timer = setTimeout(
      () => resolve([notLookedAt(what, `no answer within ${patienceMs / 1_000} s`)]),
      patienceMs,
    );
  });
  // Only the code: messages of drivers may quote what is secret.
  const looked = look().catch((error: unknown) => [notLookedAt(what, codeOf(error))]);
  return Promise.race([looked, outOfTime]).finally(() => clearTimeout(timer));
}

function notLookedAt(what: string, why: string): Finding {
  return fault(
    what,
    `could not be looked at (${why})`,
    'Put right what is named above or below, and look again.',
  );
}

export function codeOf(error: unknown): string {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  return typeof code === 'string' && code !== '' ? code : String(name ?? 'unexpected');
}

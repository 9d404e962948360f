/** One thing looked at, and what was found. */
export interface Finding {
  readonly what: string;
  readonly found: string;
  /** 'warning': it works, and may not stay so, or somebody should know. */
  readonly level: 'well' | 'warning' | 'fault';
  /** What to do about it; there whenever all is not well. */
  readonly remedy?: string;
}

export function well(what: string, found: string): Finding {
  return { what, found, level: 'well' };
}

export function warning(what: string, found: string, remedy: string): Finding {
  return { what, found, level: 'warning', remedy };
}

export function fault(what: string, found: string, remedy: string): Finding {
  return { what, found, level: 'fault', remedy };
}

const MARKS: Record<Finding['level'], string> = { well: '✓', warning: '!', fault: '✗' };

const EXIT_WELL = 0;
const EXIT_FAULTY = 1;

/** The exit code: warnings alone are no failure. */
export function exitCodeOf(findings: readonly Finding[]): number {
  return findings.some(({ level }) => level === 'fault') ? EXIT_FAULTY : EXIT_WELL;
}

/** For a person at a terminal. */
export function toLines(findings: readonly Finding[]): string[] {
  return findings.flatMap(({ what, found, level, remedy }) => [
    `${MARKS[level]} ${what}: ${found}`,
    ...(remedy === undefined ? [] : [`    ${remedy}`]),
  ]);
}

import type { IntakeDesk } from '#casework';

/** Opens database and clock for one command and closes them when it is done, whatever happens. */
export type WithIntakeWorld = <T>(work: (world: { intake: IntakeDesk }) => Promise<T>) => Promise<T>;

export type Print = (line: string) => void;

/** The file was read; single rows may have been refused. */
export const EXIT_READ = 0;
/** The file was refused as a whole; nothing of it was taken in. */
export const EXIT_REFUSED = 2;

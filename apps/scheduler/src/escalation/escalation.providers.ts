import type { Provider } from '@nestjs/common';
import { Desk } from '#casework';
import { BusinessClock, EscalationRuns } from '#contracts';
import { CompiledCalendar } from '#domain';
import { Database, PgCaseworkStore, PgEscalationRuns } from '#persistence';
import { EscalationLoops } from './escalation-loops.js';
import { EscalationRunner } from './escalation-runner.js';

/** The escalation run: agents get what waits, on schedule. */
export const ESCALATION_PROVIDERS: Provider[] = [
  { provide: EscalationRuns, inject: [Database], useFactory: (db: Database) => new PgEscalationRuns(db) },
  {
    provide: Desk,
    inject: [Database, BusinessClock],
    useFactory: (db: Database, clock: BusinessClock) =>
      new Desk(new PgCaseworkStore(db), clock, new CompiledCalendar()),
  },
  EscalationRunner,
  EscalationLoops,
];

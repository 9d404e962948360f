import type { Provider } from '@nestjs/common';
import { Desk } from '#casework';
import { SmtpInternalMailer } from '#channels';
import { AgentDigests, BusinessClock, Config, EscalationRuns, InternalMailer } from '#contracts';
import { CompiledCalendar } from '#domain';
import { Database, PgAgentDigests, PgCaseworkStore, PgEscalationRuns } from '#persistence';
import { DigestRunner } from './digest-runner.js';
import { EscalationLoops } from './escalation-loops.js';
import { EscalationRunner } from './escalation-runner.js';

/** The escalation run: agents get what waits, on schedule, and a mail about it at the start of their day. */
export const ESCALATION_PROVIDERS: Provider[] = [
  { provide: EscalationRuns, inject: [Database], useFactory: (db: Database) => new PgEscalationRuns(db) },
  {
    provide: Desk,
    inject: [Database, BusinessClock],
    useFactory: (db: Database, clock: BusinessClock) =>
      new Desk(new PgCaseworkStore(db), clock, new CompiledCalendar()),
  },
  { provide: AgentDigests, inject: [Database], useFactory: (db: Database) => new PgAgentDigests(db) },
  {
    provide: InternalMailer,
    inject: [Config],
    useFactory: (config: Config) => new SmtpInternalMailer(config),
  },
  EscalationRunner,
  DigestRunner,
  EscalationLoops,
];

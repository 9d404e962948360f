import type { Provider } from '@nestjs/common';
import {
  AgentRoster,
  CallWords,
  CampaignBook,
  CaseBook,
  DataQueue,
  DecisionBook,
  EscalationBook,
  EscalationRuns,
  HandOffBook,
  HandOffOutbox,
  OverviewBoard,
  WorkloadBoard,
} from '#contracts';
import { Database } from '../database.js';
import { PgHandOffBook } from '../hand-offs/pg-hand-off-book.js';
import { PgHandOffOutbox } from '../hand-offs/pg-hand-off-outbox.js';
import { PgAgentRoster } from './pg-agent-roster.js';
import { PgCampaignBook } from './pg-campaign-book.js';
import { PgCaseBook } from './pg-case-book.js';
import { PgDataQueue } from './pg-data-queue.js';
import { PgDecisionBook } from './pg-decision-book.js';
import { PgEscalationBook } from './pg-escalation-book.js';
import { PgEscalationRuns } from './pg-escalation-runs.js';
import { PgOverviewBoard } from './pg-overview-board.js';
import { PgWorkloadBoard } from './pg-workload-board.js';

/** The console's ports on Postgres; who uses them provides {@link CallWords}. */
export const CONSOLE_PROVIDERS: Provider[] = [
  { provide: EscalationBook, inject: [Database], useFactory: (db: Database) => new PgEscalationBook(db) },
  {
    provide: CaseBook,
    inject: [Database, CallWords],
    useFactory: (db: Database, words: CallWords) => new PgCaseBook(db, words),
  },
  { provide: AgentRoster, inject: [Database], useFactory: (db: Database) => new PgAgentRoster(db) },
  { provide: CampaignBook, inject: [Database], useFactory: (db: Database) => new PgCampaignBook(db) },
  { provide: DataQueue, inject: [Database], useFactory: (db: Database) => new PgDataQueue(db) },
  { provide: OverviewBoard, inject: [Database], useFactory: (db: Database) => new PgOverviewBoard(db) },
  { provide: WorkloadBoard, inject: [Database], useFactory: (db: Database) => new PgWorkloadBoard(db) },
  { provide: DecisionBook, inject: [Database], useFactory: (db: Database) => new PgDecisionBook(db) },
  { provide: EscalationRuns, inject: [Database], useFactory: (db: Database) => new PgEscalationRuns(db) },
  { provide: HandOffBook, inject: [Database], useFactory: (db: Database) => new PgHandOffBook(db) },
  { provide: HandOffOutbox, inject: [Database], useFactory: (db: Database) => new PgHandOffOutbox(db) },
];

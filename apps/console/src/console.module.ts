import { join } from 'node:path';
import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { Desk, IntakeDesk } from '#casework';
import { BusinessClock, CallWords, Config } from '#contracts';
import { CompiledCalendar } from '#domain';
import { CONSOLE_PROVIDERS, Database, PersistenceModule, PgCaseworkStore, PgIntakeStore } from '#persistence';
import { projectDirectory } from '#platform';
import { loadSpokenWords } from '#templating';
import { AgentsController } from './agents/agents.controller.js';
import { CampaignsController } from './campaigns/campaigns.controller.js';
import { YAML_TYPES } from './campaigns/campaigns.schema.js';
import { AgreementsController } from './cases/agreements.controller.js';
import { CaseActs } from './cases/case-acts.js';
import { CaseAttributesController } from './cases/case-attributes.controller.js';
import { CaseHoldsController } from './cases/case-holds.controller.js';
import { CasesController } from './cases/cases.controller.js';
import { DialogueWords } from './cases/dialogue-words.js';
import { PersonStopsController } from './cases/person-stops.controller.js';
import { PersonWishesController } from './cases/person-wishes.controller.js';
import { ClockController } from './clock/clock.controller.js';
import { IdleWatch } from './clock/idle-watch.js';
import { DataQueueController } from './data/data-queue.controller.js';
import { MessagesController } from './decisions/messages.controller.js';
import { EscalationsController } from './escalations/escalations.controller.js';
import { HandOffExportsController } from './hand-offs/hand-off-exports.controller.js';
import { HandOffsController } from './hand-offs/hand-offs.controller.js';
import { Actors } from './http/actors.js';
import { IntakeController } from './intake/intake.controller.js';
import { PlansController } from './intake/plans.controller.js';
import { OverviewController } from './overview/overview.controller.js';
import { Overviews } from './overview/overviews.js';
import { ConsolePageController } from './page/console-page.controller.js';

/** No campaign file comes near this. */
const LONGEST_CAMPAIGN = 512 * 1024;

/** The managers' and agents' API, and a page that says where everything stands. */
@Module({
  imports: [PersistenceModule],
  controllers: [
    OverviewController,
    EscalationsController,
    HandOffExportsController,
    HandOffsController,
    CasesController,
    CaseAttributesController,
    CaseHoldsController,
    PersonStopsController,
    PersonWishesController,
    AgreementsController,
    PlansController,
    IntakeController,
    CampaignsController,
    DataQueueController,
    AgentsController,
    MessagesController,
    ClockController,
    ConsolePageController,
  ],
  providers: [
    ...CONSOLE_PROVIDERS,
    {
      provide: CallWords,
      useFactory: async () => new DialogueWords(await loadSpokenWords(join(projectDirectory(), 'templates'))),
    },
    {
      provide: Desk,
      inject: [Database, BusinessClock],
      useFactory: (db: Database, clock: BusinessClock) =>
        new Desk(new PgCaseworkStore(db), clock, new CompiledCalendar()),
    },
    {
      provide: IntakeDesk,
      inject: [Desk, Database, Config],
      useFactory: (desk: Desk, db: Database, config: Config) =>
        new IntakeDesk(desk, new PgIntakeStore(db), config.secret),
    },
    Actors,
    CaseActs,
    Overviews,
    IdleWatch,
  ],
})
export class ConsoleModule implements OnModuleInit {
  constructor(@Inject(HttpAdapterHost) private readonly host: HttpAdapterHost) {}

  /** Campaign files arrive as the text they are, since faults point into it. */
  onModuleInit(): void {
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    for (const type of YAML_TYPES) {
      if (server.hasContentTypeParser(type)) continue;
      server.addContentTypeParser(
        type,
        { parseAs: 'string', bodyLimit: LONGEST_CAMPAIGN },
        (_request, body, done) => done(null, body),
      );
    }
  }
}

import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { createRichTemplateDesk } from '#channels';
import { CampaignStore, Config, RichTemplateDesk } from '#contracts';
import { Database, PersistenceModule, PgCampaignStore } from '#persistence';
import { PlatformConfig, projectDirectory } from '#platform';
import { QueueingModule } from '#queueing';
import { loadTemplates, type TemplateSet } from '#templating';
import { BatchRenderer } from './batch-renderer.js';
import { CardKeeper } from './card-keeper.js';
import { DIALOGUES, dialoguesBeside } from './dialogues.js';
import { LATE_RATES, readLateRates } from './late-rates.js';
import { RenderProcessor } from './render.processor.js';
import { TEMPLATES } from './templates.js';

/** Renders messages by the debtor's profile. */
@Module({
  imports: [PersistenceModule, QueueingModule],
  providers: [
    { provide: TEMPLATES, useFactory: () => loadTemplates(join(projectDirectory(), 'templates')) },
    { provide: RichTemplateDesk, inject: [Config], useFactory: createRichTemplateDesk },
    { provide: CampaignStore, inject: [Database], useFactory: (db: Database) => new PgCampaignStore(db) },
    { provide: LATE_RATES, inject: [PlatformConfig], useFactory: readLateRates },
    CardKeeper,
    {
      provide: DIALOGUES,
      inject: [TEMPLATES],
      useFactory: (templates: TemplateSet) =>
        dialoguesBeside(templates, join(projectDirectory(), 'templates')),
    },
    BatchRenderer,
    RenderProcessor,
  ],
})
export class PersonaliserModule {}

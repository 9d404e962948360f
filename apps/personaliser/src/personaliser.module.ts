import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { PersistenceModule } from '#persistence';
import { projectDirectory } from '#platform';
import { QueueingModule } from '#queueing';
import { loadTemplates, type TemplateSet } from '#templating';
import { BatchRenderer } from './batch-renderer.js';
import { DIALOGUES, dialoguesBeside } from './dialogues.js';
import { RenderProcessor } from './render.processor.js';
import { TEMPLATES } from './templates.js';

/** Renders messages by the debtor's profile. */
@Module({
  imports: [PersistenceModule, QueueingModule],
  providers: [
    { provide: TEMPLATES, useFactory: () => loadTemplates(join(projectDirectory(), 'templates')) },
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

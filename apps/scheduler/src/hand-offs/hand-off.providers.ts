import type { Provider } from '@nestjs/common';
import { StandardWebhookSender } from '#channels';
import { HandOffOutbox, OwnerNotices, WebhookSender } from '#contracts';
import { Database, PgHandOffOutbox, PgOwnerNotices } from '#persistence';
import { HandOffLoops } from './hand-off-loops.js';

/** Cases that go to somebody outside, and mails to account managers. */
export const HAND_OFF_PROVIDERS: Provider[] = [
  { provide: HandOffOutbox, inject: [Database], useFactory: (db: Database) => new PgHandOffOutbox(db) },
  { provide: OwnerNotices, inject: [Database], useFactory: (db: Database) => new PgOwnerNotices(db) },
  { provide: WebhookSender, useFactory: () => new StandardWebhookSender() },
  HandOffLoops,
];

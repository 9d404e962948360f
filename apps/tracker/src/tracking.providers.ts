import { join } from 'node:path';
import type { Provider } from '@nestjs/common';
import { Desk } from '#casework';
import { createChannelAdapters, createPaymentProviders } from '#channels';
import {
  BusinessClock,
  CallStore,
  CaseworkStore,
  Config,
  ContactFailures,
  PaymentSessions,
  ReceiptStore,
  ReconciliationStore,
  ReplyStore,
  SealStore,
} from '#contracts';
import { CompiledCalendar } from '#domain';
import {
  Database,
  DatabasePools,
  HotDatabase,
  PgCallStore,
  PgCaseworkStore,
  PgContactFailures,
  PgPaymentSessions,
  PgReceiptStore,
  PgReconciliationStore,
  PgReplyStore,
  PgSealStore,
} from '#persistence';
import { projectDirectory } from '#platform';
import { CALL_DIALOGUES, CallDialogues } from './calls/call-dialogues.js';
import { CALL_DESK } from './calls/call-effects.js';
import { ADAPTERS_BY_PROVIDER } from './reconciling/doubt-settler.js';
import { PAYMENT_PROVIDERS } from './webhooks/payment.controller.js';

const db = { inject: [Database] };

/** Opened by the first caller who makes something happen. */
export class CallDatabase extends HotDatabase {}

/** The tracker's ports, bound to Postgres and to the real providers. */
export const TRACKING_PROVIDERS: Provider[] = [
  { provide: ReceiptStore, inject: [HotDatabase], useFactory: (hot: HotDatabase) => new PgReceiptStore(hot) },
  { provide: ContactFailures, ...db, useFactory: (on: Database) => new PgContactFailures(on) },
  { provide: ReplyStore, ...db, useFactory: (on: Database) => new PgReplyStore(on) },
  { provide: PaymentSessions, ...db, useFactory: (on: Database) => new PgPaymentSessions(on) },
  { provide: ReconciliationStore, ...db, useFactory: (on: Database) => new PgReconciliationStore(on) },
  {
    provide: SealStore,
    inject: [Database, Config],
    useFactory: (on: Database, config: Config) => new PgSealStore(on, config.secret),
  },
  { provide: CallStore, inject: [HotDatabase], useFactory: (hot: HotDatabase) => new PgCallStore(hot) },
  {
    provide: CALL_DIALOGUES,
    inject: [CallStore],
    useFactory: (calls: CallStore) => CallDialogues.load(join(projectDirectory(), 'templates'), calls),
  },
  { provide: CaseworkStore, ...db, useFactory: (on: Database) => new PgCaseworkStore(on) },
  {
    provide: Desk,
    inject: [CaseworkStore, BusinessClock],
    useFactory: (store: CaseworkStore, clock: BusinessClock) =>
      new Desk(store, clock, new CompiledCalendar()),
  },
  {
    provide: CallDatabase,
    inject: [Config, DatabasePools],
    useFactory: ({ databaseUrl: url }: Config, pools: DatabasePools) =>
      pools.add(
        'calls',
        new CallDatabase({ url, connections: 6, kept: 6, named: true, name: 'dunlin calls' }),
      ),
  },
  {
    provide: CALL_DESK,
    inject: [CallDatabase, BusinessClock],
    useFactory: (on: CallDatabase, clock: BusinessClock) =>
      new Desk(new PgCaseworkStore(on), clock, new CompiledCalendar()),
  },
  {
    provide: ADAPTERS_BY_PROVIDER,
    inject: [Config],
    useFactory: (config: Config) =>
      new Map([...createChannelAdapters(config).values()].map((adapter) => [adapter.provider, adapter])),
  },
  {
    provide: PAYMENT_PROVIDERS,
    inject: [Config],
    useFactory: (config: Config) => createPaymentProviders(config),
  },
];

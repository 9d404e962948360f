import { join } from 'node:path';
import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { Desk } from '#casework';
import { createPaymentProviders } from '#channels';
import {
  BusinessClock,
  CaseworkStore,
  Config,
  DebtorNotes,
  PaymentProvider,
  PortalCases,
  PortalIdentity,
  PortalLinks,
  PortalPayments,
  PortalSessions,
} from '#contracts';
import { CompiledCalendar } from '#domain';
import {
  Database,
  PersistenceModule,
  PgCaseworkStore,
  PgDebtorNotes,
  PgPortalCases,
  PgPortalIdentity,
  PgPortalLinks,
  PgPortalPayments,
  PgPortalSessions,
} from '#persistence';
import { projectDirectory } from '#platform';
import { DebtorActions } from './actions/debtor-actions.js';
import { CaseController } from './http/case.controller.js';
import { CasePages } from './http/case-pages.js';
import { ContactController } from './http/contact.controller.js';
import { LandingController } from './http/landing.controller.js';
import { PayController } from './http/pay.controller.js';
import { PicturesController } from './http/pictures.controller.js';
import { PortalExceptionFilter } from './http/portal-exception.filter.js';
import { PortalPages } from './http/portal-pages.js';
import { Reception } from './http/reception.js';
import { StrayController } from './http/stray.controller.js';
import { IdentityCheck } from './identity/identity-check.js';
import { OptionRules } from './options/option-rules.js';
import { PaymentDesk } from './pay/payment-desk.js';
import { SessionDesk } from './session/session-desk.js';
import { PageRenderer } from './views/page-renderer.js';

/** The one payment provider that the portal leads to; null where debtors pay by bank transfer alone. */
function onlyProvider(config: Config): PaymentProvider | null {
  const [provider, ...others] = createPaymentProviders(config).values();
  if (others.length > 0) throw new Error('The portal leads to one payment provider.');
  return provider ?? null;
}

/** The debtor's self-service flow behind a deep link. */
@Module({
  imports: [PersistenceModule],
  // Before the links: /p/pictures is none.
  controllers: [
    PicturesController,
    LandingController,
    CaseController,
    PayController,
    ContactController,
    StrayController,
  ],
  providers: [
    { provide: PortalLinks, inject: [Database], useFactory: (db: Database) => new PgPortalLinks(db) },
    { provide: PortalIdentity, inject: [Database], useFactory: (db: Database) => new PgPortalIdentity(db) },
    { provide: PortalSessions, inject: [Database], useFactory: (db: Database) => new PgPortalSessions(db) },
    { provide: PortalCases, inject: [Database], useFactory: (db: Database) => new PgPortalCases(db) },
    { provide: PortalPayments, inject: [Database], useFactory: (db: Database) => new PgPortalPayments(db) },
    { provide: DebtorNotes, inject: [Database], useFactory: (db: Database) => new PgDebtorNotes(db) },
    { provide: CaseworkStore, inject: [Database], useFactory: (db: Database) => new PgCaseworkStore(db) },
    {
      provide: Desk,
      inject: [CaseworkStore, BusinessClock],
      useFactory: (store: CaseworkStore, clock: BusinessClock) =>
        new Desk(store, clock, new CompiledCalendar()),
    },
    { provide: PaymentProvider, inject: [Config], useFactory: onlyProvider },
    {
      provide: OptionRules,
      useFactory: () => OptionRules.load(join(projectDirectory(), 'campaigns', 'options')),
    },
    {
      provide: PageRenderer,
      useFactory: () => new PageRenderer(join(projectDirectory(), 'apps', 'portal', 'views')),
    },
    Reception,
    PortalPages,
    CasePages,
    SessionDesk,
    IdentityCheck,
    PaymentDesk,
    DebtorActions,
    PortalExceptionFilter,
  ],
})
export class PortalModule implements OnModuleInit {
  constructor(@Inject(HttpAdapterHost) private readonly host: HttpAdapterHost) {}

  /** Mail programs may send the one click of RFC 8058 as multipart; the click is all that it says. */
  onModuleInit(): void {
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    if (server.hasContentTypeParser('multipart/form-data')) return;
    server.addContentTypeParser(
      'multipart/form-data',
      { bodyLimit: 64 * 1024 },
      (_request, payload, done) => {
        payload
          .on('end', () => done(null, {}))
          .on('error', done)
          .resume();
      },
    );
  }
}

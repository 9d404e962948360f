import { join } from 'node:path';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Desk, settleAgreements } from '#casework';
import { BusinessClock } from '#contracts';
import { Database, publishAgreementTerms, readAgreementTerms } from '#persistence';
import { projectDirectory } from '#platform';
import { ServiceLoops } from '../service-loops.js';

/** How often it is looked what is due, in machine time: days matter to promises, and a demo's day takes a minute. */
const REST_MS = 1_000;

/** Publishes the terms of promises, and does what is due about promises and plans. */
@Injectable()
export class AgreementLoops extends ServiceLoops implements OnModuleInit {
  constructor(
    @Inject(Desk) desk: Desk,
    @Inject(Database) private readonly db: Database,
    @Inject(BusinessClock) clock: BusinessClock,
  ) {
    super('agreements', REST_MS, { 'settling promises and plans': () => settleAgreements(desk) }, clock);
  }

  /** Terms that cannot be used stop the start, never a promise (I9). */
  async onModuleInit(): Promise<void> {
    const terms = await readAgreementTerms(join(projectDirectory(), 'campaigns', 'agreements'));
    await publishAgreementTerms(this.db, terms);
  }
}

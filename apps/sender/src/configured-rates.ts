import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Config, PlainError } from '#contracts';
import { Database, storeConfiguredRates } from '#persistence';
import { CHANNEL_ADAPTERS, type ChannelAdapters } from './channel-adapters.js';

/** Puts the limits of SENDING_RATES in force before anything is sent; all senders share them. */
@Injectable()
export class ConfiguredRates implements OnModuleInit {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(Config) private readonly config: Pick<Config, 'sendingRates'>,
    @Inject(CHANNEL_ADAPTERS) private readonly adapters: ChannelAdapters,
  ) {}

  /** @throws PlainError for a provider that there is not: its limit would never hold anything back (I9) */
  async onModuleInit(): Promise<void> {
    const rates = this.config.sendingRates ?? [];
    const known = [...this.adapters.values()].map(({ provider }) => provider);
    const wrong = rates.find(({ scope, identity }) => scope === 'provider' && !known.includes(identity));
    if (wrong !== undefined) {
      throw new PlainError(
        `SENDING_RATES names the provider "${wrong.identity}", which there is not; there are ${known.join(', ')}.`,
      );
    }
    await storeConfiguredRates(this.db, rates);
  }
}

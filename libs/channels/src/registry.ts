import type { ChannelAdapter, Config, PaymentProvider, RichTemplateDesk } from '#contracts';
import { channels } from '#domain';
import { SandboxPaymentProvider } from './sandbox-pay/sandbox-payment.provider.js';
import { SmtpAdapter } from './smtp/smtp.adapter.js';
import { TwilioContent } from './twilio/twilio-content.js';
import { TwilioRcsAdapter } from './twilio/twilio-rcs.adapter.js';
import { TwilioSmsAdapter } from './twilio/twilio-sms.adapter.js';
import { TwilioVoiceAdapter } from './twilio/twilio-voice.adapter.js';

/** One line for each provider of a channel. */
const ADAPTERS: readonly ((config: Config) => ChannelAdapter)[] = [
  (config) => new TwilioSmsAdapter(config, { httpClient: config.twilio.httpClient }),
  (config) => new SmtpAdapter(config),
  (config) => new TwilioRcsAdapter(config, { httpClient: config.twilio.httpClient }),
  (config) => new TwilioVoiceAdapter(config),
];

type MakePaymentProvider = (config: Config & { paymentsUrl: string }) => PaymentProvider;

/** One line for each provider of payments. */
const PAYMENT_PROVIDERS: readonly MakePaymentProvider[] = [(config) => new SandboxPaymentProvider(config)];

/**
 * The adapters by the channel they serve.
 * @throws when a provider or a channel has two adapters, or a channel of the campaigns has none (I9)
 */
export function createChannelAdapters(
  config: Config,
  factories: readonly ((config: Config) => ChannelAdapter)[] = ADAPTERS,
): ReadonlyMap<string, ChannelAdapter> {
  const adapters = factories.map((make) => make(config));
  refuseDuplicates(
    adapters.map((adapter) => adapter.provider),
    'provider',
  );
  refuseDuplicates(
    adapters.map((adapter) => adapter.channel),
    'channel',
  );
  const byChannel = new Map<string, ChannelAdapter>(adapters.map((adapter) => [adapter.channel, adapter]));
  const missing = channels.filter((channel) => !byChannel.has(channel));
  if (missing.length > 0) throw new Error(`No provider serves the channel ${missing.join(', ')}.`);
  return byChannel;
}

/**
 * The payment providers by their name, which is also the last part of their webhook's address; none where none is
 * configured.
 * @throws when two share a name (I9)
 */
export function createPaymentProviders(
  config: Config,
  factories: readonly MakePaymentProvider[] = PAYMENT_PROVIDERS,
): ReadonlyMap<string, PaymentProvider> {
  const { paymentsUrl } = config;
  if (paymentsUrl === undefined) return new Map();
  const providers = factories.map((make) => make({ ...config, paymentsUrl }));
  refuseDuplicates(
    providers.map((one) => one.provider),
    'payment provider',
  );
  return new Map(providers.map((one) => [one.provider, one]));
}

/** Where the cards of the channel rcs are kept: at the provider that serves it. */
export function createRichTemplateDesk(config: Config): RichTemplateDesk {
  return new TwilioContent(config);
}

function refuseDuplicates(names: readonly string[], what: string): void {
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new Error(`Two adapters claim the ${what} "${twice}".`);
}

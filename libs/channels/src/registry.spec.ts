import type { Config } from '#contracts';
import { createChannelAdapters, createPaymentProviders } from './registry.js';
import { SandboxPaymentProvider } from './sandbox-pay/sandbox-payment.provider.js';
import { SmtpAdapter } from './smtp/smtp.adapter.js';
import { TwilioSmsAdapter } from './twilio/twilio-sms.adapter.js';

const CONFIG = {
  publicUrl: 'https://d.test',
  twilio: { accountSid: `AC${'0'.repeat(32)}`, authToken: 'token', apiUrl: 'http://127.0.0.1:1' },
  smtpUrl: 'smtp://127.0.0.1:1',
  mailFrom: 'Dunlin <no-reply@d.test>',
  secret: 'a secret of at least thirty-two characters',
} as Config;

const sms = (config: Config) => new TwilioSmsAdapter(config);
const email = (config: Config) => new SmtpAdapter(config);

describe('the registry of providers', () => {
  it('serves every channel that a campaign may name', () => {
    const adapters = createChannelAdapters(CONFIG);
    expect([...adapters].map(([channel, adapter]) => [channel, adapter.provider])).toEqual([
      ['sms', 'twilio-sms'],
      ['email', 'smtp'],
      ['rcs', 'twilio-rcs'],
      ['voice', 'twilio-voice'],
    ]);
  });

  it('refuses to start with two adapters of one provider', () => {
    expect(() => createChannelAdapters(CONFIG, [sms, sms, email])).toThrow('twilio-sms');
  });

  it('refuses to start when a channel has no adapter', () => {
    expect(() => createChannelAdapters(CONFIG, [sms])).toThrow('email');
  });

  it('knows payment providers by name, each once', () => {
    const config = { ...CONFIG, paymentsUrl: 'https://pay.example' };
    const sandbox = (given: typeof config) => new SandboxPaymentProvider(given);
    expect([...createPaymentProviders(config).keys()]).toEqual(['sandbox']);
    expect(() => createPaymentProviders(config, [sandbox, sandbox])).toThrow('sandbox');
  });

  it('has no payment provider where none is configured', () => {
    expect(createPaymentProviders({ ...CONFIG, paymentsUrl: undefined }).size).toBe(0);
  });
});

import type { ConfigFault } from './config-error.js';
import type { Environment } from './environment.schema.js';
import { isLoopbackUrl } from './loopback.js';
import { SERVICES_WITH_PROVIDERS, type ServiceName } from './services.js';

/** Where messages go, after defaults. */
export interface ProviderUrls {
  readonly TWILIO_API_URL: string;
  readonly SMTP_URL: string;
  readonly PAYMENTS_URL?: string;
}

/** What an outside installation must be told, because no default of ours could be right. */
export function missingForOutside(env: Environment, services: readonly ServiceName[]): ConfigFault[] {
  if (env.DATABASE_URL === undefined) return [];
  const faults: ConfigFault[] = [];
  const need = (variable: keyof Environment, message: string): void => {
    if (env[variable] === undefined) faults.push({ variable, message });
  };
  // The portal too: its cookies are kept off plain HTTP, and payers led back, by this address.
  if (services.some((service) => service === 'portal' || SERVICES_WITH_PROVIDERS.includes(service))) {
    need('PUBLIC_URL', 'is missing: the address at which debtors and providers reach this installation');
  }
  if (isReal(env)) {
    need(
      'DUNLIN_SECRET',
      'is missing: with DATABASE_URL all processes must share one secret; make one with: openssl rand -hex 32',
    );
  }
  const mailsAgents = env.AGENT_MAIL === 'on' && services.includes('scheduler');
  const mail = (): void => {
    need('SMTP_URL', 'is missing: name the mail server, such as smtps://user:password@mail.example.com:465');
    need('MAIL_FROM', 'is missing: name the sender of mails, such as "Example Ltd <payments@example.com>"');
  };
  if (!services.some((service) => SERVICES_WITH_PROVIDERS.includes(service))) {
    if (mailsAgents) mail();
    return faults;
  }
  if (env.TWILIO_API_URL === undefined || !isLoopbackUrl(env.TWILIO_API_URL)) {
    need(
      'TWILIO_ACCOUNT_SID',
      'is missing: take it from the Twilio console, or point TWILIO_API_URL at a sandbox',
    );
    need(
      'TWILIO_AUTH_TOKEN',
      'is missing: take it from the Twilio console, or point TWILIO_API_URL at a sandbox',
    );
  }
  mail();
  return faults;
}

/** Sped-up or stepped time must never drive real messages, so every provider has to be on this machine. */
export function unrealClockOutside(env: Environment, providers: ProviderUrls): ConfigFault[] {
  if (isReal(env)) return [];
  const outside = Object.entries(providers)
    .filter(([, url]) => !isLoopbackUrl(url))
    .map(([variable]) => variable);
  if (outside.length === 0) return [];
  return [
    {
      variable: 'DUNLIN_CLOCK',
      message:
        `is not "real" while ${outside.join(' and ')} ${outside.length === 1 ? 'is' : 'are'} not on loopback: ` +
        'messages would go to people at the wrong time; use "real", or point the providers at a sandbox on 127.0.0.1',
    },
  ];
}

/** Unset means real time wherever anything outside is configured, which is where it matters here. */
function isReal({ DUNLIN_CLOCK: clock }: Environment): boolean {
  return clock === undefined || clock.mode === 'real';
}

import { createHmac } from 'node:crypto';
import { resolve } from 'node:path';
import { HAND_OFF_SECRET } from '#contracts';
import { isLoopbackUrl } from './loopback.js';
import { keptValue, type KeptValues } from '../data-directory/kept-value.js';
import type { ClockSetting } from './clock-setting.js';
import { ConfigError, type ConfigFault } from './config-error.js';
import { missingForOutside, unrealClockOutside, type ProviderUrls } from './consistency.js';
import { environmentSchema, type Environment } from './environment.schema.js';
import type { LoadedConfig } from './platform-config.js';
import { providerOptions } from './provider-options.js';
import { SERVICE_NAMES, type ServiceName } from './services.js';

/** The account that the sandbox knows. */
const SANDBOX_ACCOUNT = `AC${'0'.repeat(31)}1`;

/** The sandbox's SMTP server listens this far above PORT, so that two installations on one machine do not meet. */
const SANDBOX_SMTP_OFFSET = 25;

const DEMO_FACTOR = 1_440;

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Reads and checks the configuration of this process from its environment variables (README lists them).
 * In the embedded default the secret and the API key are made at first use and kept in the data directory.
 * @throws ConfigError naming every variable at fault, all at once.
 */
export function loadConfig(variables: Variables = process.env, kept: KeptValues = keptValue): LoadedConfig {
  const env = parse(variables);
  const services = env.DUNLIN_SERVICES ?? defaultServices(env);
  const providers = providerUrls(env);
  const faults = [...missingForOutside(env, services), ...unrealClockOutside(env, providers)];
  const options = providerOptions(env, faults);
  if (faults.length > 0) throw new ConfigError(faults);

  const dataDirectory = resolve(env.DUNLIN_DATA);
  const outside = env.DATABASE_URL !== undefined;
  const apiKey = env.DUNLIN_API_KEY
    ? { value: env.DUNLIN_API_KEY, made: false }
    : kept(dataDirectory, 'api-key');
  const secret = env.DUNLIN_SECRET ?? kept(dataDirectory, 'secret').value;
  const publicUrl = (env.PUBLIC_URL ?? `http://localhost:${env.PORT}`).replace(/\/+$/, '');
  return Object.freeze({
    embeddedPostgres: !outside,
    databaseUrl: env.DATABASE_URL,
    queueUrl: env.QUEUE_URL ?? env.DATABASE_URL,
    services: Object.freeze(services),
    host: env.DUNLIN_HOST,
    port: env.PORT,
    publicUrl,
    twilio: Object.freeze({
      accountSid: env.TWILIO_ACCOUNT_SID ?? SANDBOX_ACCOUNT,
      authToken: env.TWILIO_AUTH_TOKEN ?? sandboxToken(secret),
      apiUrl: providers.TWILIO_API_URL.replace(/\/+$/, ''),
      ...options.twilio,
    }),
    smtpUrl: providers.SMTP_URL,
    agentMail: sendsAgentMail(env),
    mail: options.mail,
    paymentsUrl: env.PAYMENTS_URL ?? sandboxPayments(publicUrl, services),
    mailFrom: env.MAIL_FROM ?? 'Dunlin <no-reply@dunlin.test>',
    clock: Object.freeze(env.DUNLIN_CLOCK ?? defaultClock(env)),
    secret,
    apiKey: apiKey.value,
    apiKeyIsNew: apiKey.made,
    dataDirectory,
    logLevel: env.LOG_LEVEL ?? (outside ? 'info' : 'warn'),
    reconcileAfterMs: env.RECONCILE_AFTER,
    sendingRates: env.SENDING_RATES,
    handOffSecrets: handOffSecrets(variables),
    tracing: tracing(env),
  });
}

/**
 * The token of the sandbox's account, the same in every process that shares the secret. It signs webhooks as well, and
 * these may be reached from outside, so nobody else may know it.
 */
function sandboxToken(secret: string): string {
  return createHmac('sha256', secret).update('dunlin/sandbox-twilio').digest('hex').slice(0, 32);
}

/** The stand-in pays where it runs, or may run beside on this machine; elsewhere nobody would answer. */
function sandboxPayments(publicUrl: string, services: readonly ServiceName[]): string | undefined {
  return services.includes('sandbox') || isLoopbackUrl(publicUrl)
    ? `${publicUrl}/sandbox/payments`
    : undefined;
}

/** Files under campaigns/hand-offs name them. */
function handOffSecrets(variables: Variables): Readonly<Record<string, string>> {
  const named = Object.entries(variables).filter(
    ([name, value]) => HAND_OFF_SECRET.test(name) && value?.trim(),
  );
  return Object.freeze(Object.fromEntries(named.map(([name, value = '']) => [name, value.trim()])));
}

function tracing(env: Environment): LoadedConfig['tracing'] {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_SAMPLER_ARG: ratio } = env;
  return endpoint === undefined ? undefined : Object.freeze({ endpoint, ratio });
}

function parse(variables: Variables): Environment {
  // A variable set to nothing (`PORT= npm start`, an empty line in a compose file) is a variable not set.
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value?.trim()));
  const result = environmentSchema.safeParse(given);
  if (result.success) return result.data;
  const faults = new Map<string, ConfigFault>();
  for (const issue of result.error.issues) {
    const variable = String(issue.path[0]);
    if (!faults.has(variable)) faults.set(variable, { variable, message: issue.message });
  }
  throw new ConfigError([...faults.values()]);
}

/** Wherever it is known by which server and under which sender mails leave, unless told otherwise. */
function sendsAgentMail({ AGENT_MAIL, DATABASE_URL, SMTP_URL, MAIL_FROM }: Environment): boolean {
  if (AGENT_MAIL !== undefined) return AGENT_MAIL === 'on';
  return DATABASE_URL === undefined || (SMTP_URL !== undefined && MAIL_FROM !== undefined);
}

/** Everything; but an installation with a database of its own is no demonstration, so the sandbox stays out. */
function defaultServices(env: Environment): ServiceName[] {
  if (env.DATABASE_URL === undefined) return [...SERVICE_NAMES];
  return SERVICE_NAMES.filter((name) => name !== 'sandbox');
}

/** A day a minute where everything is the demo's own; real time as soon as anything outside is configured. */
function defaultClock(env: Environment): ClockSetting {
  const outside = env.DATABASE_URL ?? env.TWILIO_API_URL ?? env.SMTP_URL ?? env.PAYMENTS_URL;
  return outside === undefined ? { mode: 'demo', factor: DEMO_FACTOR } : { mode: 'real' };
}

function providerUrls(env: Environment): ProviderUrls {
  const embedded = env.DATABASE_URL === undefined;
  const sandbox = `http://127.0.0.1:${env.PORT}/sandbox/twilio`;
  return {
    TWILIO_API_URL: env.TWILIO_API_URL ?? (embedded ? sandbox : 'https://api.twilio.com'),
    SMTP_URL: env.SMTP_URL ?? `smtp://127.0.0.1:${sandboxSmtpPort(env.PORT)}`,
    ...(env.PAYMENTS_URL === undefined ? {} : { PAYMENTS_URL: env.PAYMENTS_URL }),
  };
}

function sandboxSmtpPort(port: number): number {
  return port + SANDBOX_SMTP_OFFSET <= 65_535 ? port + SANDBOX_SMTP_OFFSET : port - SANDBOX_SMTP_OFFSET;
}

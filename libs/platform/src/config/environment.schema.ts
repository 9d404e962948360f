import { z } from 'zod';
import { clockSettingSchema } from './clock-setting.js';
import { durationSchema } from './duration.js';
import { sendingRatesSchema } from './sending-rates.js';
import { SERVICE_NAMES, type ServiceName } from './services.js';

function url(protocols: readonly string[], example: string) {
  return z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    message: `is not an address of the right kind; it looks like ${example}`,
  });
}

function wholeNumber(what: string, most: number) {
  const message = `is not ${what}; use a whole number from 1 to ${most}`;
  return z.coerce.number(message).int(message).min(1, message).max(most, message);
}

const servicesSchema = z.string().transform((text, context): ServiceName[] => {
  const asked = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const unknown = asked.filter((name) => !(SERVICE_NAMES as readonly string[]).includes(name));
  if (unknown.length === 0 && asked.length > 0) {
    return SERVICE_NAMES.filter((name) => asked.includes(name));
  }
  const fault =
    asked.length === 0 ? 'names no service' : `names services that do not exist (${unknown.join(', ')})`;
  context.addIssue({ code: 'custom', message: `${fault}; choose from ${SERVICE_NAMES.join(', ')}` });
  return z.NEVER;
});

/**
 * Every environment variable that Dunlin reads. Messages complete the sentence "<VARIABLE> …" and never repeat
 * the value, since several of them are secrets.
 */
export const environmentSchema = z.object({
  DATABASE_URL: url(['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/dunlin').optional(),
  QUEUE_URL: url(
    ['redis:', 'rediss:', 'postgres:', 'postgresql:'],
    'redis://host:6379 or postgres://user:password@host:5432/dunlin',
  ).optional(),
  DUNLIN_SERVICES: servicesSchema.optional(),
  PORT: wholeNumber('a port', 65_535).default(3000),
  PUBLIC_URL: url(['http:', 'https:'], 'https://pay.example.com').optional(),
  TWILIO_ACCOUNT_SID: z
    .string()
    .regex(
      /^AC[0-9a-zA-Z]{32}$/,
      'is not an account SID; it is AC and 32 letters or digits, from the Twilio console',
    )
    .optional(),
  TWILIO_AUTH_TOKEN: z.string().optional(),
  TWILIO_API_URL: url(['http:', 'https:'], 'https://api.twilio.com').optional(),
  SMTP_URL: url(['smtp:', 'smtps:'], 'smtps://user:password@mail.example.com:465').optional(),
  MAIL_FROM: z
    .string()
    .regex(/^([^<>\r\n]*<[^@\s<>]+@[^@\s<>]+>|[^@\s<>]+@[^@\s<>]+)$/, {
      message: 'is not a sender; it looks like "Example Ltd <payments@example.com>"',
    })
    .optional(),
  MAIL_OPENS: z.enum(['on', 'off'], { message: 'is neither; use on or off' }).optional(),
  AGENT_MAIL: z.enum(['on', 'off'], { message: 'is neither; use on or off' }).optional(),
  TWILIO_PROXY_URL: url(['http:', 'https:'], 'http://proxy.example.com:3128').optional(),
  TWILIO_CA_FILE: z.string().optional(),
  SMTP_CONNECTIONS: wholeNumber('a number of connections', 100).optional(),
  SMTP_MESSAGES_PER_CONNECTION: wholeNumber('a number of messages', 1_000_000).optional(),
  DKIM_DOMAIN: z.string().optional(),
  DKIM_SELECTOR: z.string().optional(),
  DKIM_KEY_FILE: z.string().optional(),
  PAYMENTS_URL: url(['http:', 'https:'], 'https://payments.example.com').optional(),
  DUNLIN_CLOCK: clockSettingSchema.optional(),
  DUNLIN_HOST: z.string().default('127.0.0.1'),
  DUNLIN_API_KEY: z
    .string()
    .min(16, 'is shorter than 16 characters; make one with: openssl rand -hex 24')
    .optional(),
  DUNLIN_DATA: z.string().default('.dunlin'),
  DUNLIN_SECRET: z
    .string()
    .min(32, 'is shorter than 32 characters; make one with: openssl rand -hex 32')
    .optional(),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      message: 'is not a level; use fatal, error, warn, info, debug, trace or silent',
    })
    .optional(),
  RECONCILE_AFTER: durationSchema.default(600_000),
  SENDING_RATES: sendingRatesSchema.optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: url(['http:', 'https:'], 'http://collector:4318').optional(),
  OTEL_TRACES_SAMPLER_ARG: z.coerce
    .number('is not a share; use a number from 0 to 1')
    .min(0, 'is not a share; use a number from 0 to 1')
    .max(1, 'is not a share; use a number from 0 to 1')
    .default(1),
});

export type Environment = z.infer<typeof environmentSchema>;
export type EnvironmentVariable = keyof Environment;

import type { BusinessClock } from '#contracts';
import type { AgentHabits, BehaviourModel } from '#domain';
import type { DebtorBehaviour } from './debtors/debtor-behaviour.js';

/** Nest token under which the sandbox's options are provided. */
export const SANDBOX_OPTIONS = Symbol('SANDBOX_OPTIONS');

/** What the sandbox is told at start. It reads nothing from the environment and nothing from the database. */
export interface SandboxOptions {
  /** The only Twilio account that this stand-in knows, AC and 32 hex digits. */
  accountSid: string;
  authToken: string;
  /** Where replies to an SMS are posted; may carry Twilio's connection overrides (`#rc=5&rp=all`). */
  inboundUrl: string;
  /** Base of deep links and webhooks, without a trailing slash. */
  publicUrl: string;
  /** Port of the SMTP server on loopback; 0 takes a free one (see `SmtpDoor.port`). */
  smtpPort: number;
  /** Signs payment webhooks. */
  paymentSecret: string;
  /** Where payments are reported, unless a session names another address; as configured with a real provider. */
  paymentWebhookUrl?: string;
  /** Bearer key of the payment API; the payment secret when left out. */
  paymentKey?: string;
  /** Signs delivery status notifications posted to `<publicUrl>/webhooks/email/dsn`. */
  emailWebhookSecret: string;
  /** Business time: shown on the virtual phone and what the debtors live by. */
  clock: Pick<BusinessClock, 'now'>;
  /** How debtors react; without it every message arrives and nobody does anything. */
  behaviour?: BehaviourModel | DebtorBehaviour;
  /** How the demo's agents work, and the key of the API that they work by; without it nobody works on anything. */
  agents?: { readonly habits: AgentHabits; readonly apiKey: string };
  /** Everything that looks random is drawn from this. */
  seed: string | number;
  /** Where the phone's history survives a restart; without it, it is kept in memory alone. */
  dataDir?: string;
  /** CSVs of debtors (the demo's consumers and businesses): names for addresses, identities for payers. */
  debtorsFiles?: readonly string[];
  /** Base under which a browser reaches the sandbox; taken from the caller's Host header when left out. */
  ownUrl?: string;
  /** Zone in which the phone shows business time; Europe/Warsaw by default. */
  timeZone?: string;
  /** So long (machine time, default 15 s) a call rings for whoever looks at the phone before the debtor takes it. */
  offeredMs?: number;
  /** Oldest messages are forgotten beyond this many (default 20,000) … */
  maxMessages?: number;
  /** … or beyond this many bytes of message bodies (default 64 MiB). */
  maxBytes?: number;
  /** Shares, 0 to 1, of status callbacks that arrive out of turn. */
  disorder?: CallbackDisorder;
  /** Where SMTP listens; loopback by default. */
  smtpHost?: string;
}

/** How unruly status callbacks are. Twilio guarantees no order, and neither do we. */
export interface CallbackDisorder {
  /** `sent` arrives after the final status. Default 0.08. */
  overtaken: number;
  /** A callback arrives twice. Default 0.05. */
  repeated: number;
  /** A callback arrives minutes late. Default 0.04. */
  late: number;
}

export const DEFAULT_DISORDER: CallbackDisorder = { overtaken: 0.08, repeated: 0.05, late: 0.04 };

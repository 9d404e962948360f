/** How fast may be sent, by everybody together. */
export interface SendingRate {
  /** One sender identity, or all that goes by one account with a provider. */
  readonly scope: 'sender' | 'provider';
  /** The sender's number, name or address; or the provider's name, as its adapter has it. */
  readonly identity: string;
  readonly perSecond: number;
}

/** What this installation is configured with; read once, at start, by libs/platform from the environment. */
export abstract class Config {
  readonly databaseUrl!: string;
  /** redis://… or postgres://…; the database's own server by default. */
  readonly queueUrl!: string;
  /** Base of deep links and webhooks, without a trailing slash. */
  readonly publicUrl!: string;
  readonly twilio!: {
    readonly accountSid: string;
    readonly authToken: string;
    readonly apiUrl: string;
    /** An HTTP proxy on the way to Twilio. */
    readonly proxyUrl?: string;
    /** PEM of the authorities to trust instead of the system's. */
    readonly ca?: string;
    /** 'stock' takes the SDK's own HTTP client, several times slower; for comparison. */
    readonly httpClient?: 'undici' | 'stock';
  };
  readonly smtpUrl!: string;
  readonly mailFrom!: string;
  /** Whether agents get a mail at the start of their day. */
  readonly agentMail?: boolean;
  /** How mail is handed to the server; defaults serve where absent. */
  readonly mail?: {
    /** Connections to the server at most. */
    readonly connections?: number;
    /** Whether a mail holds a picture that tells when it is opened; it does where absent. */
    readonly tellsOpens?: boolean;
    /** Messages on one connection before it is made anew. */
    readonly messagesPerConnection?: number;
    readonly dkim?: {
      readonly domainName: string;
      readonly keySelector: string;
      readonly privateKey: string;
    };
  };
  /** Base of the payment provider's API; where there is none, debtors pay by bank transfer alone. */
  readonly paymentsUrl?: string;
  /** Root of keyed hashes, deep links and signatures. */
  readonly secret!: string;
  /** How long before I1's look-up at the provider counts as empty, in milliseconds of machine time. */
  readonly reconcileAfterMs!: number;
  /** Secrets that sign hand-offs, by the name of the environment variable that holds them. */
  readonly handOffSecrets?: Readonly<Record<string, string>>;
  /** Limits of senders and of accounts with providers; none where absent. */
  readonly sendingRates?: readonly SendingRate[];
}

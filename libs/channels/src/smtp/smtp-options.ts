import type { Config } from '#contracts';

export interface SmtpOptions {
  /** Connections at most. */
  connections?: number;
  /** Until a connection stands and the server greets, in milliseconds. */
  connectTimeoutMs?: number;
  /** Of silence in the midst of a message, in milliseconds. */
  answerTimeoutMs?: number;
}

/**
 * What DKIM signs: nodemailer's own list leaves out List-Unsubscribe-Post, which RFC 8058 wants signed, and
 * Auto-Submitted.
 */
const SIGNED_HEADERS = [
  'From',
  'To',
  'Subject',
  'Date',
  'Message-ID',
  'MIME-Version',
  'Content-Type',
  'Content-Transfer-Encoding',
  'Auto-Submitted',
  'List-Unsubscribe',
  'List-Unsubscribe-Post',
].join(':');

/** Options for nodemailer's pool. Parameters of the address, such as `?name=`, are nodemailer's. */
export function smtpOptions({ smtpUrl, mail }: Pick<Config, 'smtpUrl' | 'mail'>, options: SmtpOptions) {
  const url = new URL(smtpUrl);
  const secure = url.protocol === 'smtps:';
  const user = decodeURIComponent(url.username);
  const connectTimeoutMs = options.connectTimeoutMs ?? 10_000;
  return {
    ...Object.fromEntries(url.searchParams),
    pool: true as const,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    auth: user === '' ? undefined : { user, pass: decodeURIComponent(url.password) },
    maxConnections: options.connections ?? mail?.connections ?? 10,
    maxMessages: mail?.messagesPerConnection ?? 1_000,
    // A message whose connection breaks is ours to judge: only what is proved unsent goes again (I1).
    maxRequeues: 0,
    connectionTimeout: connectTimeoutMs,
    greetingTimeout: connectTimeoutMs,
    socketTimeout: options.answerTimeoutMs ?? 20_000,
    dkim: mail?.dkim ? { ...mail.dkim, headerFieldNames: SIGNED_HEADERS } : undefined,
  };
}

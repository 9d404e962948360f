import { createTransport } from 'nodemailer';
import type { Config } from '#contracts';
import { smtpOptions } from './smtp-options.js';

const TIMEOUT_MS = 5_000;

export type SmtpExamination =
  | { reached: true; encrypted: boolean }
  /** code is nodemailer's, such as EAUTH or ETLS; never the server's words, which may quote the user. */
  | { reached: false; code: string };

/** Connects and signs in as a mail would, and hands nothing over. Never throws. */
export async function examineSmtp(config: Pick<Config, 'smtpUrl' | 'mail'>): Promise<SmtpExamination> {
  const first = await verify(config, {});
  if (first !== null) return { reached: false, code: first };
  if (new URL(config.smtpUrl).protocol === 'smtps:') return { reached: true, encrypted: true };
  return { reached: true, encrypted: (await verify(config, { requireTLS: true })) === null };
}

/** The code of what went wrong; null when nothing did. */
async function verify(config: Pick<Config, 'smtpUrl' | 'mail'>, more: object): Promise<string | null> {
  const options = smtpOptions(config, { connectTimeoutMs: TIMEOUT_MS, answerTimeoutMs: TIMEOUT_MS });
  const transport = createTransport({ ...options, pool: false as never, ...more });
  try {
    await transport.verify();
    return null;
  } catch (error) {
    return String((error as { code?: unknown }).code ?? 'unexpected');
  } finally {
    transport.close();
  }
}

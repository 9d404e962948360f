import type { Config } from '#contracts';
import { deriveKey } from '#domain';
import { isTimedSignature } from '../timed-signature.js';
import { readMailReport, type MailReport } from './bounce-report.js';
import { Verp } from './verp.js';

/** Verifies and reads what is posted about mail: raw delivery status notifications and feedback reports. */
export class MailWebhooks {
  private readonly verp: Verp;
  private readonly secret: string;

  constructor({ secret }: Pick<Config, 'secret'>) {
    this.verp = new Verp(deriveKey(secret, 'verp'));
    this.secret = deriveKey(secret, 'email-webhook').toString('hex');
  }

  /** @param signature the X-Dunlin-Signature header */
  verify(rawBody: Buffer, signature: string | undefined): boolean {
    return isTimedSignature(this.secret, rawBody, signature, Date.now());
  }

  /** Null when it names no leg of ours. */
  parseReport(rawBody: Buffer): Promise<MailReport | null> {
    return readMailReport(rawBody, this.verp);
  }
}

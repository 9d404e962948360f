import { createHmac, timingSafeEqual } from 'node:crypto';

/** How long an opened form may be sent, in machine milliseconds. */
const VALID_MS = 12 * 3_600_000;

/**
 * What a form may be sent by: whoever holds the link (before the identity check), or one session. A page of
 * another site knows neither, so it cannot make a debtor's browser send a form that we accept.
 */
export interface FormScope {
  link: Buffer;
  session?: Buffer;
}

/** Signs forms, so that only those that we served are taken. Nothing is stored. */
export class FormTokens {
  constructor(private readonly key: Buffer) {}

  issue(scope: FormScope, now: number): string {
    const expiry = Math.floor((now + VALID_MS) / 1000).toString(36);
    return `${expiry}.${this.sign(scope, expiry)}`;
  }

  holds(token: string, scope: FormScope, now: number): boolean {
    const [expiry = '', signature = ''] = token.split('.');
    if (!/^[0-9a-z]{1,10}$/.test(expiry) || parseInt(expiry, 36) * 1000 < now) return false;
    const given = Buffer.from(signature);
    const expected = Buffer.from(this.sign(scope, expiry));
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  private sign(scope: FormScope, expiry: string): string {
    const mac = createHmac('sha256', this.key).update(`form/${expiry}/`).update(scope.link);
    if (scope.session) mac.update('/').update(scope.session);
    return mac.digest('base64url').slice(0, 22);
  }
}

import { createHmac } from 'node:crypto';

/**
 * Twilio's request signature: base64(HMAC-SHA1(token, URL without fragment + sorted key+value)).
 * Source: twilio.com/docs/usage/security#validating-requests.
 */
export function twilioSignature(
  authToken: string,
  url: string,
  form: Readonly<Record<string, string>>,
): string {
  const signed = Object.keys(form)
    .sort()
    .reduce((text, key) => text + key + form[key], url.replace(/#.*$/, ''));
  return createHmac('sha1', authToken).update(signed, 'utf8').digest('base64');
}

/** `t=<unix seconds>,v1=<hex HMAC-SHA256(secret, "t.body")>`, as payment providers sign. */
export function timedSignature(secret: string, body: string | Buffer, now: number): string {
  const seconds = Math.floor(now / 1000);
  const digest = createHmac('sha256', secret).update(`${seconds}.`).update(body).digest('hex');
  return `t=${seconds},v1=${digest}`;
}

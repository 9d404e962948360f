import { createHmac, timingSafeEqual } from 'node:crypto';
import twilio from 'twilio';
import type { WebhookForm } from './webhook-form.js';

/**
 * Whether Twilio signed this request: base64(HMAC-SHA1(token, URL + sorted keys and values)), over all parameters
 * received, known to us or not. The common case costs one hash; what fails it is judged by the SDK's own check,
 * which also knows the forms of the URL that Twilio's back ends sign now and then.
 *
 * @param url as configured with Twilio; a fragment is connection overrides and never signed, so it is stripped
 */
export function isSignedByTwilio(
  token: string,
  url: string,
  form: WebhookForm,
  signature: string | undefined,
): boolean {
  if (!signature) return false;
  const hash = url.indexOf('#');
  const signed = hash === -1 ? url : url.slice(0, hash);
  if (matches(token, signed, form, signature)) return true;
  return twilio.validateRequest(token, signature, signed, form as Record<string, unknown>);
}

function matches(token: string, url: string, form: WebhookForm, signature: string): boolean {
  let data = url;
  for (const key of Object.keys(form).sort()) data += signedPair(key, form[key]);
  const expected = Buffer.from(createHmac('sha1', token).update(data, 'utf8').digest('base64'));
  const given = Buffer.from(signature);
  return expected.length === given.length && timingSafeEqual(expected, given);
}

/** Repeated parameters count once per value, in order; the rule of the SDK's own check. */
function signedPair(key: string, value: string | string[] | undefined): string {
  if (!Array.isArray(value)) return key + value;
  return [...new Set(value)]
    .sort()
    .map((one) => key + one)
    .join('');
}

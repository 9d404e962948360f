import { parse } from 'node:querystring';

/** A form as Twilio posts it; a repeated parameter is a list. */
export type WebhookForm = Readonly<Record<string, string | string[] | undefined>>;

export function readForm(rawBody: string | Buffer): WebhookForm {
  return parse(typeof rawBody === 'string' ? rawBody : rawBody.toString('utf8'), '&', '=', { maxKeys: 0 });
}

/** A parameter's only or first value; empty counts as absent. */
export function formValue(form: WebhookForm, key: string): string | undefined {
  const value = form[key];
  return (Array.isArray(value) ? value[0] : value) || undefined;
}

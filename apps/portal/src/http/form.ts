/** A form as it was posted; anything may be in it. */
export type Form = Readonly<Record<string, unknown>>;

const LONGEST_FIELD = 10_000;

/** Characters that no keyboard writes and the database refuses; lines and tabs stay. */
const CONTROL = /[^\P{Cc}\t\n\r]|\p{Cs}/gu;

/** The value of a field without surrounding space; empty when it is missing or no text. */
export function field(form: Form, name: string): string {
  const value = form[name];
  const single: unknown = Array.isArray(value) ? value[0] : value;
  return typeof single === 'string' ? single.slice(0, LONGEST_FIELD).replace(CONTROL, '').trim() : '';
}

/** The posted form, or an empty one when the body was something else. */
export function asForm(body: unknown): Form {
  return typeof body === 'object' && body !== null && !Buffer.isBuffer(body) ? (body as Form) : {};
}

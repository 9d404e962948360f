/** A form, as the SDK hands it over: undefined members are left out, lists repeat their key. */
export function formBody(data: Readonly<Record<string, unknown>>): string {
  let body = '';
  for (const key in data) {
    const value = data[key];
    if (value === undefined) continue;
    if (Array.isArray(value)) for (const member of value) body = append(body, key, member);
    else body = append(body, key, value);
  }
  return body;
}

function append(body: string, key: string, value: unknown): string {
  const pair = `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`;
  return body === '' ? pair : `${body}&${pair}`;
}

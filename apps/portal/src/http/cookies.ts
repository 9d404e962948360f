/** Reads one cookie of a Cookie header. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}

export interface CookieOptions {
  path: string;
  /** Only over https. */
  secure: boolean;
  /** Seconds; 0 removes the cookie. */
  maxAge: number;
}

/** A Set-Cookie header no script can read and no other site's form can use. The value must need no escaping. */
export function writeCookie(name: string, value: string, { path, secure, maxAge }: CookieOptions): string {
  return `${name}=${value}; Path=${path}; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}

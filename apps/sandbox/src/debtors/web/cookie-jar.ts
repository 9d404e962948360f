/** One visitor's cookies, by host. Expiry and paths do not matter within one visit, except that an empty one is gone. */
export class CookieJar {
  private readonly cookies = new Map<string, Map<string, string>>();

  take(host: string, setCookie: string | string[] | undefined): void {
    for (const line of [setCookie ?? []].flat()) {
      const pair = line.split(';', 1)[0] ?? '';
      const equals = pair.indexOf('=');
      if (equals < 1) continue;
      const ofHost = this.cookies.get(host) ?? new Map<string, string>();
      this.cookies.set(host, ofHost);
      const gone = /;\s*max-age=0\b/i.test(line);
      if (gone) ofHost.delete(pair.slice(0, equals).trim());
      else ofHost.set(pair.slice(0, equals).trim(), pair.slice(equals + 1).trim());
    }
  }

  header(host: string): string | undefined {
    const pairs = [...(this.cookies.get(host) ?? [])].map(([name, value]) => `${name}=${value}`);
    return pairs.length > 0 ? pairs.join('; ') : undefined;
  }
}

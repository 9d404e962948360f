/** Where a request really goes. */
export interface Target {
  origin: string;
  path: string;
}

/**
 * Points the SDK's requests at a configured server. The SDK only knows Twilio's own hosts, and its `baseUrl`
 * mangles others, so the address is rewritten on the way out.
 */
export class ApiAddress {
  private readonly origin: string | null;
  private readonly basePath: string;

  /** @param apiUrl base such as `http://127.0.0.1:3000/sandbox/twilio`; one of Twilio's hosts rewrites nothing */
  constructor(apiUrl: string) {
    const url = new URL(apiUrl);
    const isTwilio = url.hostname === 'twilio.com' || url.hostname.endsWith('.twilio.com');
    this.origin = isTwilio ? null : url.origin;
    this.basePath = url.pathname.replace(/\/+$/, '');
  }

  target(uri: string): Target {
    const pathAt = uri.indexOf('/', uri.indexOf('://') + 3);
    const path = pathAt === -1 ? '/' : uri.slice(pathAt);
    if (this.origin === null) return { origin: pathAt === -1 ? uri : uri.slice(0, pathAt), path };
    // Links to further pages come from the server itself and may hold its base path already.
    const based = this.basePath !== '' && path.startsWith(`${this.basePath}/`);
    return { origin: this.origin, path: based ? path : this.basePath + path };
  }
}

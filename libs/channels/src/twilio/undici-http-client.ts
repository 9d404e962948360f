import { Pool, ProxyAgent, type Dispatcher } from 'undici';
import { ApiAddress } from './api-address.js';
import { ExchangeHandler, type Answer } from './exchange.handler.js';
import { formBody } from './form-body.js';

export interface UndiciHttpClientOptions {
  /** Base of the API, such as https://api.twilio.com. */
  apiUrl: string;
  /** Connections per host; each carries one request at a time, so this is also how many are under way. */
  connections?: number;
  /** Until a connection is made, in milliseconds. */
  connectTimeoutMs?: number;
  /** Until the answer begins, and between its parts, in milliseconds. */
  answerTimeoutMs?: number;
  /** An HTTP proxy, such as http://user:password@proxy:3128. */
  proxyUrl?: string;
  /** PEM of the authorities to trust instead of the system's. */
  ca?: string;
}

/** What the SDK asks its HTTP client for; the parts that matter here. */
export interface SdkRequest {
  method: string;
  uri: string;
  username?: string;
  password?: string;
  headers?: Record<string, string>;
  params?: Record<string, unknown>;
  data?: Record<string, unknown>;
}

const DEFAULTS = { connections: 64, connectTimeoutMs: 5_000, answerTimeoutMs: 15_000 };

/**
 * The Twilio SDK's HTTP client over undici: keep-alive connections, no retries, no redirects. Retrying is the
 * sender's business alone, since only it knows what is proved (I1).
 */
export class UndiciHttpClient {
  private readonly address: ApiAddress;
  private readonly options: UndiciHttpClientOptions & typeof DEFAULTS;
  private readonly dispatchers = new Map<string, Dispatcher>();
  private headers: { of: string; list: string[] } | undefined;
  private handOverBy: number | undefined;

  constructor(options: UndiciHttpClientOptions) {
    this.address = new ApiAddress(options.apiUrl);
    this.options = { ...DEFAULTS, ...options };
  }

  /**
   * Runs a call of the SDK whose request must begin by an instant of performance.now(), or not leave at all (I6).
   * The SDK reaches `request` in the same turn, which is what ties the two together.
   */
  handingOverBy<T>(instant: number | undefined, call: () => T): T {
    this.handOverBy = instant;
    try {
      return call();
    } finally {
      this.handOverBy = undefined;
    }
  }

  /** Called by the SDK. Rejects with TransportError, HandedOverLateError or ThrottledError; other statuses are the SDK's to judge. */
  request(request: SdkRequest): Promise<Answer> {
    const { origin, path } = this.address.target(request.uri);
    const post = request.method === 'post';
    const query = request.params ? formBody(request.params) : '';
    const handOverBy = this.handOverBy;
    return new Promise((resolve, reject) => {
      this.dispatcher(origin).dispatch(
        {
          origin,
          path: query === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${query}`,
          method: request.method.toUpperCase() as Dispatcher.HttpMethod,
          headers: this.headerList(request),
          body: post && request.data ? bodyOf(request.data, request.headers) : null,
        },
        new ExchangeHandler(resolve, reject, handOverBy),
      );
    });
  }

  /** At once: whoever still waited for an answer has given it up by now, or gets an error. */
  async close(): Promise<void> {
    await Promise.all([...this.dispatchers.values()].map((dispatcher) => dispatcher.destroy()));
    this.dispatchers.clear();
  }

  /** The SDK sends the same headers with each kind of request, so the list is built once and kept. */
  private headerList(request: SdkRequest): string[] {
    const given = request.headers ?? {};
    const of = `${request.username}:${request.password}\n${given['Content-Type']}\n${given['Accept']}`;
    if (this.headers?.of === of) return this.headers.list;
    const credentials = Buffer.from(`${request.username}:${request.password}`).toString('base64');
    const list = ['authorization', `Basic ${credentials}`, ...Object.entries(given).flat()];
    this.headers = { of, list };
    return list;
  }

  private dispatcher(origin: string): Dispatcher {
    const known = this.dispatchers.get(origin);
    if (known) return known;
    const { connections, connectTimeoutMs, answerTimeoutMs, proxyUrl, ca } = this.options;
    const timeouts = { headersTimeout: answerTimeoutMs, bodyTimeout: answerTimeoutMs };
    const shape = { connections, pipelining: 1, ...timeouts };
    const fresh = proxyUrl
      ? new ProxyAgent({ ...shape, uri: proxyUrl, requestTls: { ca, timeout: connectTimeoutMs } })
      : new Pool(origin, { ...shape, connect: { ca, timeout: connectTimeoutMs } });
    this.dispatchers.set(origin, fresh);
    return fresh;
  }
}

/** Most of Twilio's API takes forms; the younger parts, JSON. */
function bodyOf(data: Record<string, unknown>, headers: Record<string, string> | undefined): string {
  return headers?.['Content-Type'] === 'application/json' ? JSON.stringify(data) : formBody(data);
}

import twilio from 'twilio';
import type { Config } from '#contracts';
import { StockHttpClient } from './stock-http-client.js';
import { UndiciHttpClient, type UndiciHttpClientOptions } from './undici-http-client.js';

export interface TwilioOptions extends Omit<UndiciHttpClientOptions, 'apiUrl'> {
  /** 'stock' takes the SDK's own HTTP client; for comparison. */
  httpClient?: 'undici' | 'stock';
}

/** The SDK's client for an account, over connections of its own. */
export class TwilioAccount {
  readonly client: twilio.Twilio;
  private readonly http: UndiciHttpClient | undefined;

  constructor({ twilio: account }: Pick<Config, 'twilio'>, options: TwilioOptions = {}) {
    const { httpClient, ...connection } = options;
    this.http =
      httpClient === 'stock'
        ? undefined
        : new UndiciHttpClient({
            proxyUrl: account.proxyUrl,
            ca: account.ca,
            ...connection,
            apiUrl: account.apiUrl,
          });
    // The SDK types its client by its own class; what it calls of it is `request` alone.
    const http = (this.http ?? new StockHttpClient(account.apiUrl, connection.connections ?? 64)) as unknown;
    this.client = twilio(account.accountSid, account.authToken, {
      accountSid: account.accountSid,
      httpClient: http as twilio.RequestClient,
      autoRetry: false,
    });
  }

  /**
   * Runs a call of the client that must begin by an instant of performance.now(), or not leave at all (I6).
   * The call reaches the network in the same turn.
   */
  handingOverBy<T>(instant: number | undefined, call: () => Promise<T>): Promise<T> {
    return this.http ? this.http.handingOverBy(instant, call) : call();
  }

  async close(): Promise<void> {
    await this.http?.close();
  }
}

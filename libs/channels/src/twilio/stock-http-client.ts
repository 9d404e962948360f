import twilio from 'twilio';
import { ApiAddress } from './api-address.js';

type SdkRequestOptions = Parameters<twilio.RequestClient['request']>[0];
type SdkAnswer = ReturnType<twilio.RequestClient['request']>;

/**
 * The SDK's own axios client, pointed at a configured server: what a team would use that takes the SDK as it
 * comes. The bench measures with it; it costs about four times as much a call as ours.
 */
export class StockHttpClient {
  private readonly address: ApiAddress;
  private readonly client: twilio.RequestClient;

  constructor(apiUrl: string, connections: number) {
    this.address = new ApiAddress(apiUrl);
    this.client = new twilio.RequestClient({ keepAlive: true, maxSockets: connections, autoRetry: false });
  }

  request(options: SdkRequestOptions): SdkAnswer {
    const { origin, path } = this.address.target(options.uri);
    return this.client.request({ ...options, uri: origin + path });
  }
}

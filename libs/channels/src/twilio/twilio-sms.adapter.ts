import twilio from 'twilio';
import {
  ChannelAdapter,
  type Config,
  type LookUpQuery,
  type LookUpResult,
  type Submission,
  type SubmissionResult,
} from '#contracts';
import { findMessage } from './message-search.js';
import { statusCallbackUrl } from './status-callback.js';
import { StockHttpClient } from './stock-http-client.js';
import { failedSubmission } from './submission-outcome.js';
import { UndiciHttpClient, type UndiciHttpClientOptions } from './undici-http-client.js';

export interface TwilioSmsOptions extends Omit<UndiciHttpClientOptions, 'apiUrl'> {
  /** 'stock' takes the SDK's own HTTP client; for comparison. */
  httpClient?: 'undici' | 'stock';
}

type TwilioConfig = Pick<Config, 'twilio' | 'publicUrl'>;

/** Twilio's names for a message begin so. */
const MESSAGE_SID = /^(SM|MM)[0-9a-zA-Z]{32}$/;
/** A service that picks the sender itself; a name may begin with the same letters. */
const MESSAGING_SERVICE = /^MG[0-9a-f]{32}$/;
/** Seconds that Twilio takes for a message's validity. */
const VALIDITY = { least: 1, most: 36_000 };

/** SMS by Twilio's Messages API, through the SDK. */
export class TwilioSmsAdapter extends ChannelAdapter {
  readonly provider = 'twilio-sms';
  readonly channel = 'sms';
  private readonly http: UndiciHttpClient | undefined;
  private readonly client: twilio.Twilio;
  private readonly publicUrl: string;

  constructor({ twilio: account, publicUrl }: TwilioConfig, options: TwilioSmsOptions = {}) {
    super();
    const { httpClient, ...connection } = options;
    this.publicUrl = publicUrl;
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

  async submit(submission: Submission): Promise<SubmissionResult> {
    try {
      const call = () => this.client.messages.create(this.parameters(submission));
      const { sid, status } = await (this.http
        ? this.http.handingOverBy(submission.handOverBy, call)
        : call());
      if (typeof sid !== 'string' || !MESSAGE_SID.test(sid))
        return { outcome: 'unknown', code: 'malformed-answer' };
      return { outcome: 'accepted', providerRef: sid, status };
    } catch (error) {
      return failedSubmission(error);
    }
  }

  override async lookUp(query: LookUpQuery): Promise<LookUpResult> {
    try {
      return await findMessage(this.client, query);
    } catch (error) {
      const failure = failedSubmission(error);
      return { found: null, code: 'code' in failure ? failure.code : 'unexpected' };
    }
  }

  override async destroy(): Promise<void> {
    await this.http?.close();
  }

  private parameters(submission: Submission): Parameters<twilio.Twilio['messages']['create']>[0] {
    return {
      to: submission.to,
      ...(MESSAGING_SERVICE.test(submission.from)
        ? { messagingServiceSid: submission.from }
        : { from: submission.from }),
      body: submission.body,
      statusCallback: statusCallbackUrl(this.publicUrl, submission),
      validityPeriod: validity(submission.validitySeconds),
    };
  }
}

function validity(seconds: number | undefined): number | undefined {
  if (seconds === undefined) return undefined;
  return Math.min(VALIDITY.most, Math.max(VALIDITY.least, Math.floor(seconds)));
}

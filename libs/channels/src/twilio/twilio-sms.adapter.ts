import type { MessageListInstanceCreateOptions } from 'twilio/lib/rest/api/v2010/account/message.js';
import {
  ChannelAdapter,
  type Config,
  type LookUpQuery,
  type LookUpResult,
  type Submission,
  type SubmissionResult,
} from '#contracts';
import { acceptedMessage } from './accepted-message.js';
import { findMessage } from './message-search.js';
import { senderParameters } from './sender-identity.js';
import { statusCallbackUrl } from './status-callback.js';
import { failedLookUp, failedSubmission } from './submission-outcome.js';
import { TwilioAccount, type TwilioOptions } from './twilio-account.js';
import { validityPeriod } from './validity.js';

export type TwilioSmsOptions = TwilioOptions;

/** SMS by Twilio's Messages API, through the SDK. */
export class TwilioSmsAdapter extends ChannelAdapter {
  readonly provider = 'twilio-sms';
  readonly channel = 'sms';
  private readonly account: TwilioAccount;
  private readonly publicUrl: string;

  constructor(config: Pick<Config, 'twilio' | 'publicUrl'>, options: TwilioSmsOptions = {}) {
    super();
    this.publicUrl = config.publicUrl;
    this.account = new TwilioAccount(config, options);
  }

  async submit(submission: Submission): Promise<SubmissionResult> {
    try {
      return acceptedMessage(
        await this.account.handingOverBy(submission.handOverBy, () =>
          this.account.client.messages.create(this.parameters(submission)),
        ),
      );
    } catch (error) {
      return failedSubmission(error);
    }
  }

  override async lookUp(query: LookUpQuery): Promise<LookUpResult> {
    try {
      return await findMessage(this.account.client, query);
    } catch (error) {
      return failedLookUp(error);
    }
  }

  override destroy(): Promise<void> {
    return this.account.close();
  }

  private parameters(submission: Submission): MessageListInstanceCreateOptions {
    return {
      to: submission.to,
      ...senderParameters(submission.from),
      body: submission.body,
      statusCallback: statusCallbackUrl(this.publicUrl, this.channel, submission),
      validityPeriod: validityPeriod(submission.validitySeconds),
    };
  }
}

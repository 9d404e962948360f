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
import { LINK_GAP } from './content-body.js';
import { findMessage } from './message-search.js';
import { senderParameters } from './sender-identity.js';
import { statusCallbackUrl } from './status-callback.js';
import { failedLookUp, failedSubmission } from './submission-outcome.js';
import { TwilioAccount, type TwilioOptions } from './twilio-account.js';
import { TwilioContent } from './twilio-content.js';
import { validityPeriod } from './validity.js';

/** Twilio's prefix of an address that may be reached by RCS alone. */
const RCS = 'rcs:';

/**
 * RCS by Twilio's Messages API: a card of the account's, with its gaps filled. By RCS alone: what follows when a phone
 * has none is the next leg's business, which is decided and recorded like every other.
 */
export class TwilioRcsAdapter extends ChannelAdapter {
  readonly provider = 'twilio-rcs';
  readonly channel = 'rcs';
  private readonly account: TwilioAccount;
  private readonly contents: TwilioContent;
  private readonly publicUrl: string;

  constructor(config: Pick<Config, 'twilio' | 'publicUrl'>, options: TwilioOptions = {}) {
    super();
    this.publicUrl = config.publicUrl;
    this.account = new TwilioAccount(config, options);
    this.contents = new TwilioContent(config, options);
  }

  async submit(submission: Submission): Promise<SubmissionResult> {
    const { card, handOverBy } = submission;
    if (!card) return { outcome: 'refused', code: 'no-card', retry: 'never' };
    const content = await this.contentOf(card.version);
    if ('outcome' in content) return content;
    try {
      return acceptedMessage(
        await this.account.handingOverBy(handOverBy, () =>
          this.account.client.messages.create(this.parameters(submission, content.sid, card.values)),
        ),
      );
    } catch (error) {
      return failedSubmission(error);
    }
  }

  override async lookUp(query: LookUpQuery): Promise<LookUpResult> {
    try {
      return await findMessage(this.account.client, { ...query, to: RCS + query.to });
    } catch (error) {
      return failedLookUp(error);
    }
  }

  override async destroy(): Promise<void> {
    await Promise.all([this.account.close(), this.contents.close()]);
  }

  /** Whatever goes wrong here, the message itself has not left. */
  private async contentOf(version: string): Promise<{ sid: string } | SubmissionResult> {
    try {
      const sid = await this.contents.sidOf(version);
      return sid === null ? { outcome: 'refused', code: 'content-missing', retry: 'never' } : { sid };
    } catch (error) {
      const failure = failedSubmission(error);
      return { outcome: 'refused', code: 'code' in failure ? failure.code : 'unexpected', retry: 'later' };
    }
  }

  private parameters(
    submission: Submission,
    contentSid: string,
    values: Readonly<Record<string, string>>,
  ): MessageListInstanceCreateOptions {
    const token = submission.link.slice(submission.link.lastIndexOf('/') + 1);
    return {
      to: RCS + submission.to,
      ...senderParameters(submission.from),
      contentSid,
      contentVariables: JSON.stringify({ ...values, [LINK_GAP]: token }),
      statusCallback: statusCallbackUrl(this.publicUrl, this.channel, submission),
      validityPeriod: validityPeriod(submission.validitySeconds),
    };
  }
}

import type { CallListInstanceCreateOptions } from 'twilio/lib/rest/api/v2010/account/call.js';
import {
  ChannelAdapter,
  type Config,
  type LookUpQuery,
  type LookUpResult,
  type Submission,
  type SubmissionResult,
} from '#contracts';
import { findCall } from './call-search.js';
import { failedLookUp, failedSubmission } from './submission-outcome.js';
import { TwilioAccount, type TwilioOptions } from './twilio-account.js';
import { callStatusUrl, turnUrl } from './voice-addresses.js';

type TwilioConfig = Pick<Config, 'twilio' | 'publicUrl'>;

/** Twilio's names for a call begin so. */
const CALL_SID = /^CA[0-9a-zA-Z]{32}$/;
/** A number to call from; a name in letters rings nobody. */
const NUMBER = /^\+[1-9]\d{6,14}$/;
/** How long a phone rings, in seconds: before most mailboxes take over. */
const RING_SECONDS = 25;
/** A call takes about a minute, and should not ring out of the hours in which it is allowed. */
const LEAST_WINDOW_SECONDS = 60;
/** How long who has answered is listened for, in seconds. */
const DETECTION_SECONDS = 20;

/** Calls by Twilio's Calls API, through the SDK. What is said comes turn by turn, from the tracker. */
export class TwilioVoiceAdapter extends ChannelAdapter {
  readonly provider = 'twilio-voice';
  readonly channel = 'voice';
  override readonly recognises = 'address';
  private readonly account: TwilioAccount;
  private readonly publicUrl: string;

  constructor(config: TwilioConfig, options: TwilioOptions = {}) {
    super();
    this.publicUrl = config.publicUrl;
    this.account = new TwilioAccount(config, options);
  }

  async submit(submission: Submission): Promise<SubmissionResult> {
    const left = submission.validitySeconds ?? Infinity;
    // What was too late today is decided anew, and put off by the policy to when it may ring again.
    if (left < LEAST_WINDOW_SECONDS)
      return { outcome: 'refused', code: 'window-closing', retry: 'later', retryAfterMs: left * 1000 };
    if (!NUMBER.test(submission.from))
      return { outcome: 'refused', code: 'no-caller-number', retry: 'never' };
    try {
      const call = await this.account.handingOverBy(submission.handOverBy, () =>
        this.account.client.calls.create(this.parameters(submission)),
      );
      // Whoever answered, it was not Twilio: the call may or may not have been taken.
      if (!CALL_SID.test(call.sid)) return { outcome: 'unknown', code: 'malformed-answer' };
      return { outcome: 'accepted', providerRef: call.sid, status: call.status };
    } catch (error) {
      return failedSubmission(error);
    }
  }

  override async lookUp(query: LookUpQuery): Promise<LookUpResult> {
    try {
      return await findCall(this.account.client, query);
    } catch (error) {
      return failedLookUp(error);
    }
  }

  override destroy(): Promise<void> {
    return this.account.close();
  }

  /**
   * The detection is the synchronous one: who has answered comes with the first turn, before anything is said. It
   * waits for the end of a machine's greeting, so that what is left on it is heard.
   */
  private parameters(submission: Submission): CallListInstanceCreateOptions {
    return {
      to: submission.to,
      from: submission.from,
      url: turnUrl(this.publicUrl, submission),
      method: 'POST',
      statusCallback: callStatusUrl(this.publicUrl, submission),
      statusCallbackEvent: ['initiated', 'ringing', 'completed'],
      statusCallbackMethod: 'POST',
      timeout: RING_SECONDS,
      machineDetection: 'DetectMessageEnd',
      machineDetectionTimeout: DETECTION_SECONDS,
    };
  }
}

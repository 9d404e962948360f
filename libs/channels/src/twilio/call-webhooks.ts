import type { Config } from '#contracts';
import { callAnswer, type CallAnswer } from './call-answer.js';
import { formValue, type WebhookForm } from './webhook-form.js';
import { isSignedByTwilio } from './webhook-signature.js';

/** How a call stands, as Twilio reports it. */
export interface CallStatus {
  sid: string;
  status: string;
  /** Null unless detection has spoken. */
  answeredBy: CallAnswer | null;
  /** Seconds that it lasted; null before its end. */
  seconds: number | null;
  errorCode: string | null;
}

/** What comes with the request for a turn. Keys are personal until they are understood: never logged, never stored. */
export interface CallReport {
  sid: string;
  answeredBy: CallAnswer | null;
  /** Empty for silence. */
  keys: string;
  /** How the call to a person went; null where none was made. */
  connection: string | null;
}

/** Reads and verifies what Twilio posts about calls. */
export class TwilioCallWebhooks {
  private readonly token: string;
  private readonly accountSid: string;

  constructor({ twilio }: Pick<Config, 'twilio'>) {
    this.token = twilio.authToken;
    this.accountSid = twilio.accountSid;
  }

  /** @param url the full address that Twilio was given, without regard to how the request reached us */
  verify(url: string, form: WebhookForm, signature: string | undefined): boolean {
    return isSignedByTwilio(this.token, url, form, signature);
  }

  /** Null when it is not a status of a call of this account. */
  parseStatus(form: WebhookForm): CallStatus | null {
    const sid = this.sidOf(form);
    const status = formValue(form, 'CallStatus');
    if (sid === null || !status) return null;
    const seconds = Number(formValue(form, 'CallDuration') ?? NaN);
    return {
      sid,
      status: status.toLowerCase(),
      answeredBy: callAnswer(formValue(form, 'AnsweredBy')),
      seconds: Number.isSafeInteger(seconds) ? seconds : null,
      errorCode: formValue(form, 'ErrorCode') ?? null,
    };
  }

  /** Null when it is not a turn of a call of this account. */
  parseTurn(form: WebhookForm): CallReport | null {
    const sid = this.sidOf(form);
    if (sid === null) return null;
    return {
      sid,
      answeredBy: callAnswer(formValue(form, 'AnsweredBy')),
      keys: formValue(form, 'Digits') ?? '',
      connection: formValue(form, 'DialCallStatus') ?? null,
    };
  }

  /** A sub-account signs with its own token, so a form that names another account is not ours to judge. */
  private sidOf(form: WebhookForm): string | null {
    const account = formValue(form, 'AccountSid');
    if (account !== undefined && account !== this.accountSid) return null;
    return formValue(form, 'CallSid') ?? null;
  }
}

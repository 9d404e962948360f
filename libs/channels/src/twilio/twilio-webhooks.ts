import type { Config } from '#contracts';
import { formValue, type WebhookForm } from './webhook-form.js';
import { isSignedByTwilio } from './webhook-signature.js';

/** One status of a message, as Twilio reports it. */
export interface TwilioStatus {
  sid: string;
  status: string;
  errorCode: string | null;
}

/** Twilio's own reading of an answer by its opt-out keywords. */
export type OptOutType = 'STOP' | 'START' | 'HELP';

/** A text message from a person to us, or a button of a card that they tapped. Personal: never logged. */
export interface InboundText {
  channel: 'sms' | 'rcs';
  sid: string;
  from: string;
  to: string;
  body: string;
  optOutType: OptOutType | null;
  /** What the tapped button stands for, as its card said. */
  payload: string | null;
}

/** Twilio's prefix of addresses that are reached by RCS. */
const RCS = 'rcs:';

const OPT_OUT_TYPES: readonly string[] = ['STOP', 'START', 'HELP'] satisfies OptOutType[];

/** Reads and verifies what Twilio posts. */
export class TwilioWebhooks {
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

  /** Null when it is not a status of a message of this account. */
  parseStatus(form: WebhookForm): TwilioStatus | null {
    const sid = formValue(form, 'MessageSid') ?? formValue(form, 'SmsSid');
    const status = formValue(form, 'MessageStatus') ?? formValue(form, 'SmsStatus');
    if (!sid || !status || !this.ours(form)) return null;
    const read =
      formValue(form, 'EventType') === 'READ' || formValue(form, 'ChannelStatusMessage') === 'READ';
    return {
      sid,
      status: read ? 'read' : status.toLowerCase(),
      errorCode: formValue(form, 'ErrorCode') ?? null,
    };
  }

  /** Null when it is not a text message to this account. */
  parseInbound(form: WebhookForm): InboundText | null {
    const sid = formValue(form, 'MessageSid') ?? formValue(form, 'SmsSid');
    const from = formValue(form, 'From');
    const to = formValue(form, 'To');
    if (!sid || !from || !to || !this.ours(form)) return null;
    const type = formValue(form, 'OptOutType')?.toUpperCase() ?? '';
    return {
      channel: from.startsWith(RCS) ? 'rcs' : 'sms',
      sid,
      from: from.startsWith(RCS) ? from.slice(RCS.length) : from,
      to,
      body: formValue(form, 'Body') ?? formValue(form, 'ButtonText') ?? '',
      optOutType: OPT_OUT_TYPES.includes(type) ? (type as OptOutType) : null,
      payload: formValue(form, 'ButtonPayload') ?? null,
    };
  }

  /** A sub-account signs with its own token, so a form that names another account is not ours to judge. */
  private ours(form: WebhookForm): boolean {
    const account = formValue(form, 'AccountSid');
    return account === undefined || account === this.accountSid;
  }
}

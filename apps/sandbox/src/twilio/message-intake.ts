import { Injectable } from '@nestjs/common';
import type { StoredText } from '../inbox/stored-message.js';
import { ContentStore } from './content/content-store.js';
import { fillContent, type FilledContent } from './content/fill-content.js';
import { readSubmission, type MessageForm } from './message-validation.js';
import { RcsNetwork } from './rcs/rcs-network.js';
import { readRcsSubmission } from './rcs/rcs-submission.js';
import { SmsNetwork } from './sms-network.js';
import { TwilioError } from './twilio-error.js';

/** By which channel an address is reached, as Twilio writes it. */
export function channelOf(address: string | undefined): 'sms' | 'rcs' {
  return address?.trim().startsWith('rcs:') ? 'rcs' : 'sms';
}

/** Takes a create request to the network that its recipient is reached by. */
@Injectable()
export class MessageIntake {
  constructor(
    private readonly sms: SmsNetwork,
    private readonly rcs: RcsNetwork,
    private readonly contents: ContentStore,
  ) {}

  /** Throws the TwilioError that Twilio would answer with. */
  accept(form: MessageForm): StoredText {
    const content = this.filledContent(form);
    if (channelOf(form['To']) === 'rcs') return this.rcs.accept(readRcsSubmission(form, content));
    if (content === null) return this.sms.accept(readSubmission(form));
    // A template without plain text has nothing that an SMS could carry.
    if (content.text === null) throw new TwilioError(21619);
    return this.sms.accept(readSubmission({ ...form, Body: content.text }));
  }

  private filledContent(form: MessageForm): FilledContent | null {
    const sid = form['ContentSid']?.trim();
    if (!sid) {
      if (form['ContentVariables']) throw new TwilioError(21654);
      return null;
    }
    const content = this.contents.find(sid);
    if (!content) throw new TwilioError(21655);
    return fillContent(content, form['ContentVariables']);
  }
}

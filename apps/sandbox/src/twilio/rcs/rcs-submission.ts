import type { RcsCard } from '../../inbox/rcs-card.js';
import type { FilledContent } from '../content/fill-content.js';
import { readDelivery, readNumber, type MessageForm, type Submission } from '../message-validation.js';
import { TwilioError } from '../twilio-error.js';
import { isMessagingService, isRcs, RCS_POOL_SENDER } from './rcs-sender.js';

/** A message to a phone's RCS alone: it never falls back to SMS by itself. */
export interface RcsSubmission extends Submission {
  readonly body: string;
  /** What is shown instead of the body; null for plain text. */
  readonly card: RcsCard | null;
}

const LONGEST_BODY = 1_600;

/**
 * Reads a request whose To is `rcs:` and a number, as Twilio does; throws the TwilioError that Twilio would answer with.
 * @param content what ContentSid and ContentVariables make together, null without them
 */
export function readRcsSubmission(form: MessageForm, content: FilledContent | null): RcsSubmission {
  const to = readNumber(form['To']?.trim().slice('rcs:'.length));
  // A Messaging Service may stand in either parameter.
  const given = form['From']?.trim() || null;
  const service = form['MessagingServiceSid'] || (given && isMessagingService(given) ? given : null);
  const from = given === service ? null : given;
  const body = content ? bodyOf(content) : (form['Body'] ?? '');
  if (body === '') throw new TwilioError(21619);
  if ([...body].length > LONGEST_BODY && !content) throw new TwilioError(21617);
  return {
    to,
    from: readSender(from, service),
    messagingServiceSid: service,
    body,
    card: content?.card ?? null,
    ...readDelivery(form, service),
  };
}

function readSender(given: string | null, service: string | null): string {
  if (given === null) {
    if (service !== null) return RCS_POOL_SENDER;
    throw new TwilioError(21603);
  }
  if (!given.startsWith('rcs:')) throw new TwilioError(21910);
  if (!isRcs(given)) throw new TwilioError(21212, given);
  return given;
}

/** What the Message resource shows as its body: the plain copy, else the words of the card. */
function bodyOf({ text, card }: FilledContent): string {
  return text ?? [card?.title, card?.body].filter(Boolean).join('\n');
}

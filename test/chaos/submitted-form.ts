import { createHash } from 'node:crypto';
import type { ContentShelf } from './account-contents.js';
import { callName } from './sink-report.js';

/** A submission, as its form tells. */
export interface SubmittedForm {
  /** See Acceptance. */
  leg: string;
  channel: 'sms' | 'rcs' | 'voice';
  to: string;
  from: string;
  /** As it is listed; null where the list leaves it out, and for calls. */
  body: string | null;
}

/** Of the cards, one in so many is listed without its words: always the same ones, whoever asks. */
const ONE_WORDLESS_IN = 25;

export function readSubmission(
  list: 'messages' | 'calls',
  form: URLSearchParams,
  shelf: ContentShelf,
): SubmittedForm {
  const to = form.get('To') ?? '';
  const from = form.get('From') ?? form.get('MessagingServiceSid') ?? '';
  if (list === 'calls') {
    // The address of its first turn: …/turn/<shard>/<message>/<leg>/start.
    const [, message = '', leg = ''] = /\/turn\/\d+\/([^/]+)\/(\d+)\//.exec(form.get('Url') ?? '') ?? [];
    return { leg: callName(message, leg), channel: 'voice', to, from, body: null };
  }
  const contentSid = form.get('ContentSid');
  if (contentSid === null) {
    const body = form.get('Body') ?? '';
    return { leg: tokenIn(body), channel: 'sms', to, from, body };
  }
  const variables = JSON.parse(form.get('ContentVariables') ?? '{}') as Record<string, string>;
  const words = shelf.words(contentSid, variables);
  const leg = variables.link ?? `no link in a card to ${to}`;
  const wordless = (createHash('sha256').update(leg).digest()[0] ?? 0) % ONE_WORDLESS_IN === 0;
  return { leg, channel: 'rcs', to, from, body: wordless ? null : words };
}

/** The deep link's; a text without one is known by itself. */
function tokenIn(body: string): string {
  return /\/p\/([0-9A-Za-z]+)/.exec(body)?.[1] ?? `no link in "${body}"`;
}

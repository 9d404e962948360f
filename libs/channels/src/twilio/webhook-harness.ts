import twilio from 'twilio';
import type { PostedWebhook, Reading, WebhookFacts } from '../webhook-conformance.js';
import { readForm, type WebhookForm } from './webhook-form.js';

export const TOKEN = '12345';
const ELSEWHERE = `AC${'1'.repeat(32)}`;

export function asForm(form: Readonly<Record<string, string>>): Buffer {
  return Buffer.from(new URLSearchParams(form).toString());
}

/** Signs as Twilio does, by its own SDK. */
export function signerOf(url: string): WebhookFacts['sign'] {
  return (body, { secret = TOKEN } = {}) => {
    const form = readForm(body) as Record<string, string>;
    const signature = twilio.getExpectedTwilioSignature(secret, url, form);
    return { url, body, headers: { 'x-twilio-signature': signature } };
  };
}

/** What any of Twilio's doors can do nothing with, though Twilio has signed it. */
export function unreadableOf(form: Readonly<Record<string, string>>): Record<string, Buffer> {
  const nameless = Object.entries(form).filter(([key]) => !key.endsWith('Sid') || key === 'AccountSid');
  return {
    'is about another account': asForm({ ...form, AccountSid: ELSEWHERE }),
    'names nothing': asForm(Object.fromEntries(nameless)),
    'is empty': Buffer.alloc(0),
    'is no form': Buffer.from('{"MessageSid":"SM1","CallSid":"CA1"}'),
    'is no text': Buffer.from([0xff, 0xfe, 0x00, 0x25, 0x25]),
  };
}

interface Verifying {
  verify(url: string, form: WebhookForm, signature: string | undefined): boolean;
}

/** Reads as a door of the tracker does: the signature first. */
export function readBy(webhooks: Verifying, parse: (form: WebhookForm) => unknown) {
  return ({ url, headers, body }: PostedWebhook): Reading => {
    const form = readForm(body);
    if (!webhooks.verify(url, form, headers['x-twilio-signature'])) return { kind: 'forged' };
    const fact = parse(form);
    return fact === null ? { kind: 'unreadable' } : { kind: 'fact', fact };
  };
}

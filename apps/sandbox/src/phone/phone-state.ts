import { z } from 'zod';

const word = z.string().max(300).catch('').default('');

/** What the page's address says: search, open contact, view, open mail and its form. */
export const phoneStateSchema = z.object({
  q: word,
  c: word,
  v: z.enum(['sms', 'mail']).catch('sms').default('sms'),
  m: word,
  f: z.enum(['html', 'text']).catch('html').default('html'),
  /** Said after a reply that could not be sent. */
  note: z.enum(['unanswerable', 'no-conversation', '']).catch('').default(''),
});

export type PhoneState = z.output<typeof phoneStateSchema>;

import type { Language } from '#domain';

/** A voice as the SDK's types know it, and the language that it is told to speak. */
export interface Voice {
  readonly voice: 'Polly.Ola-Neural' | 'Polly.Amy-Neural' | 'Google.uk-UA-Wavenet-A';
  readonly language: 'pl-PL' | 'en-GB' | 'uk-UA';
}

/**
 * Who speaks each language. Source: the voices that Twilio's SDK 6.2 lists for <Say>, as in its page on text-to-speech
 * (checked 2026-11). Amazon Polly has no voice that speaks Ukrainian; Google's has.
 */
export const VOICES: Readonly<Record<Language, Voice>> = {
  pl: { voice: 'Polly.Ola-Neural', language: 'pl-PL' },
  en: { voice: 'Polly.Amy-Neural', language: 'en-GB' },
  uk: { voice: 'Google.uk-UA-Wavenet-A', language: 'uk-UA' },
};

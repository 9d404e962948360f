import type { InboundText } from '#channels';
import { needsHuman, understandReply } from './understand-reply.js';

function understood(body: string, optOutType: InboundText['optOutType'], payload: string | null = null) {
  return understandReply({ body, optOutType, payload });
}

describe('an answer', () => {
  it('by a button of a card is what the button stands for, whatever its title says', () => {
    expect(understood('Nie piszcie do mnie', null, 'STOP').taken).toBe('opt-out');
    const called = understood('Proszę o kontakt', null, 'CALL_ME');
    expect(called.taken).toBe('call-me');
    expect(needsHuman(called)).toBe(true);
    expect(understood('stop', null, 'OF_AN_OLDER_CARD').taken).toBe('opt-out');
  });

  it('that Twilio took for STOP is an opt-out, whatever it says', () => {
    expect(understood('zostawcie mnie', 'STOP').taken).toBe('opt-out');
  });

  it('that Twilio took for START opens nothing by itself, and is read by a person', () => {
    const start = understood('START', 'START');
    expect(start.taken).toBe('start');
    expect(needsHuman(start)).toBe(true);
  });

  it('is read by our own rules where Twilio says nothing', () => {
    expect(understood('Proszę nie pisać', null).taken).toBe('opt-out');
    expect(understood('Pomyłka, proszę nie pisać', null).taken).toBe('opt-out');
    expect(understood('zapłacę jutro', null).taken).toBe('other');
    expect(understood('kto to?', null).taken).toBe('help');
  });

  it.each([
    'to zły numer!',
    'Pomyłka, nie znam tej osoby',
    'pomyłkowy numer',
    'wrong number',
    'Ви помилились номером',
  ])('is a stranger’s when it says "%s"', (text) => {
    expect(understood(text, null).taken).toBe('wrong-party');
  });

  it.each(['to nie mój dług', 'To pomyłka', 'Ви помилилися', 'pomyłka w kwocie', 'numer konta jest zły'])(
    'is left to a human when it may deny the debt or the amount: "%s"',
    (text) => {
      expect(understood(text, null).taken).toBe('other');
    },
  );
});

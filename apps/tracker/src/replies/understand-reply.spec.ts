import { needsHuman, understandReply } from './understand-reply.js';

describe('an answer', () => {
  it('that Twilio took for STOP is an opt-out, whatever it says', () => {
    expect(understandReply('zostawcie mnie', 'STOP').taken).toBe('opt-out');
  });

  it('that Twilio took for START opens nothing by itself, and is read by a person', () => {
    const understood = understandReply('START', 'START');
    expect(understood.taken).toBe('start');
    expect(needsHuman(understood)).toBe(true);
  });

  it('is read by our own rules where Twilio says nothing', () => {
    expect(understandReply('Proszę nie pisać', null).taken).toBe('opt-out');
    expect(understandReply('Pomyłka, proszę nie pisać', null).taken).toBe('opt-out');
    expect(understandReply('zapłacę jutro', null).taken).toBe('other');
    expect(understandReply('kto to?', null).taken).toBe('help');
  });

  it.each([
    'to zły numer!',
    'Pomyłka, nie znam tej osoby',
    'pomyłkowy numer',
    'wrong number',
    'Ви помилились номером',
  ])('is a stranger’s when it says "%s"', (text) => {
    expect(understandReply(text, null).taken).toBe('wrong-party');
  });

  it.each(['to nie mój dług', 'To pomyłka', 'Ви помилилися', 'pomyłka w kwocie', 'numer konta jest zły'])(
    'is left to a human when it may deny the debt or the amount: "%s"',
    (text) => {
      expect(understandReply(text, null).taken).toBe('other');
    },
  );
});

import fc from 'fast-check';
import { classifyReply } from './classify-reply.js';
import { HELP_PHRASES, OPT_OUT_PHRASES } from './reply-words.data.js';

describe('a reply', () => {
  it.each([
    'STOP',
    'stop',
    ' Stop. ',
    'STOP!!!',
    '"stop"',
    'Stop, stop, stop',
    'proszę STOP',
    'STOP SMS',
    'stop smsów proszę',
    'KONIEC',
    'Wypisz',
    'WYPISZ MNIE!',
    'REZYGNUJĘ',
    'rezygnuje',
    'Nie piszcie do mnie więcej',
    'Proszę nie pisać',
    'STOP nie piszcie',
    'nie chcę więcej wiadomości',
    'cofam zgode',
    'Przestańcie pisać!',
    'СТОП',
    'Стоп, будь ласка',
    'не пишіть мені більше',
    'Відписатися',
    'Unsubscribe',
    'opt-out',
    'Opt out please',
    'quit',
    'END',
    'revoke',
    'Cancel.',
    "Don't text me",
    'Don’t contact me',
    'stop texting me',
  ])('%j is an opt-out', (text) => {
    expect(classifyReply(text)).toEqual({ kind: 'opt-out', mentionsOptOut: true });
  });

  it.each([
    ['nie stop', true],
    ["don't stop", true],
    ['stopień', false],
    ['Zapłacę na stopro', false],
    ['koniec miesiąca zapłacę', true],
    ['Stop, zapłacę jutro', true],
    ['nie rezygnuję', true],
    ['please cancel my payment plan', true],
    ['the weekend', false],
    ['не стоп', true],
    ['zapłacone', false],
    ['proszę', false],
    ['dziękuję', false],
    ['TAK', false],
    ['', false],
    ['...', false],
    ['🙂', false],
  ])('%j is none, and mentions one: %j', (text, mentionsOptOut) => {
    expect(classifyReply(text)).toEqual({ kind: 'other', mentionsOptOut });
  });

  it.each(['HELP', 'pomoc', 'Pomocy!', 'Kto to?', 'Допоможіть, будь ласка', 'info'])(
    '%j asks for help',
    (text) => {
      expect(classifyReply(text).kind).toBe('help');
    },
  );

  it('is recognised in any case, without diacritics and with any punctuation around it', () => {
    const punctuation = fc.stringMatching(/^[ .,!?"*()\n-]{0,4}$/);
    const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ł', 'l');
    fc.assert(
      fc.property(
        fc.constantFrom(...OPT_OUT_PHRASES),
        punctuation,
        punctuation,
        fc.boolean(),
        (phrase, a, b, up) => {
          const typed = `${a}${up ? phrase.toUpperCase() : plain(phrase)}${b}`;
          expect(classifyReply(typed).kind).toBe('opt-out');
        },
      ),
    );
    for (const phrase of HELP_PHRASES) expect(classifyReply(phrase.toUpperCase()).kind).toBe('help');
  });

  it('of any length and content is classified without failing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3000 }), (text) => void classifyReply(text)),
    );
    expect(classifyReply('stop '.repeat(100_000)).kind).toBe('opt-out');
  });
});

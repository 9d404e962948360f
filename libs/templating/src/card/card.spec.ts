import fc from 'fast-check';
import type { TemplateVariables } from '#domain';
import { LINK_PLACEHOLDER } from '../links.js';
import { sampleVariables } from '../preview/sample.variables.js';
import { cardOf } from './card-folder.fixture.js';

const SAMPLE = sampleVariables('pl');

function withCase(changes: Partial<TemplateVariables['case']>): TemplateVariables {
  return { ...SAMPLE, case: { ...SAMPLE.case, ...changes } };
}

function withCreditor(changes: Partial<TemplateVariables['creditor']>): TemplateVariables {
  return { ...SAMPLE, creditor: { ...SAMPLE.creditor, ...changes } };
}

describe('a card', () => {
  const card = cardOf(`
title: '{{creditor.name}}: sprawa {{case.ref}}'
body: |
  Do zapłaty: {{money case.balanceMinor case.currency}}.

  Sprawa {{ case.ref }}, {{#if (eq tone "firm")}}prosimy o zapłatę{{else}}przypominamy{{/if}}. {{! never sent }}
buttons:
  - open: Zobacz
  - { call: Zadzwoń, phone: '{{creditor.phone}}' }
  - { reply: Proszę nie pisać, payload: STOP }
`);
  const [calling, silent] = card.templates;

  it('keeps its words and makes a numbered gap of each expression; equal ones share theirs', () => {
    expect(calling).toMatchObject({
      title: '{{1}}: sprawa {{2}}',
      body: 'Do zapłaty: {{3}}.\n\nSprawa {{2}}, {{4}}.',
      samples: {
        1: 'Łącze Północ sp. z o.o.',
        2: 'LP-2026-000417',
        3: '1 234,50 zł',
        4: 'przypominamy',
        5: '+48223000000',
      },
    });
  });

  it('is told in plain text to whoever has no buttons, with the link as a gap', () => {
    expect(calling?.text).toBe(
      '{{1}}: sprawa {{2}}\n\nDo zapłaty: {{3}}.\n\nSprawa {{2}}, {{4}}.\n\n' +
        'Zobacz: {{link}}\nZadzwoń: {{5}}\nProszę nie pisać: odpisz STOP',
    );
  });

  it('leaves the link to the adapter: a placeholder in the text, and no value', () => {
    const { text, rich } = card.fill(SAMPLE);
    expect(text.split(LINK_PLACEHOLDER)).toHaveLength(2);
    expect(Object.keys(rich.values)).toEqual(['1', '2', '3', '4', '5']);
    expect(Object.values(rich.values).join()).not.toContain('[[');
  });

  it.each([null, '', '22 300 00 00', 'biuro'])(
    'has no button that calls when the creditor’s number is %j, and is another template then',
    (phone) => {
      const { text, rich } = card.fill(withCreditor({ phone }));
      expect(rich.version).toBe(silent?.version);
      expect(Object.keys(rich.values)).toEqual(Object.keys(silent?.samples ?? {}));
      expect(silent?.buttons.map(({ kind }) => kind)).toEqual(['open', 'reply']);
      expect(text).not.toContain('Zadzwoń');
    },
  );

  it('fills every gap with one line, never empty and never too long, whatever the case holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 2000 }), fc.string(), (ref, name) => {
        const variables = { ...withCase({ ref }), creditor: { ...SAMPLE.creditor, name } };
        for (const value of Object.values(card.fill(variables).rich.values)) {
          expect(value).toMatch(/^\S(?:.*\S)?$/u);
          expect(value).not.toMatch(/[\r\n\t]| {2}/);
          expect(value.length).toBeLessThanOrEqual(1600);
        }
      }),
    );
  });

  it('reads in the history as a provider would fill it in, also with values that look like gaps', () => {
    const text = fc.constantFrom('{{2}}', '{{link}}', '}}', 'a', ' ', '\n', '$&', 'ż');
    fc.assert(
      fc.property(fc.array(text), fc.array(text), (ref, name) => {
        const variables = {
          ...withCase({ ref: ref.join('') }),
          creditor: { ...SAMPLE.creditor, name: name.join('') },
        };
        const { text: told, rich } = card.fill(variables);
        const template = card.templates.find(({ version }) => version === rich.version);
        const filled = template?.text.replace(/\{\{(\w+)\}\}/g, (_, gap: string) =>
          gap === 'link' ? LINK_PLACEHOLDER : (rich.values[gap] ?? ''),
        );
        expect(told).toBe(filled);
      }),
    );
  });

  it('shows what it is filled with', () => {
    expect(card.show(SAMPLE)).toEqual({
      title: 'Łącze Północ sp. z o.o.: sprawa LP-2026-000417',
      body: 'Do zapłaty: 1 234,50 zł.\n\nSprawa LP-2026-000417, przypominamy.',
      picture: null,
      buttons: [
        { kind: 'open', title: 'Zobacz' },
        { kind: 'call', title: 'Zadzwoń', phone: '+48223000000' },
        { kind: 'reply', title: 'Proszę nie pisać', payload: 'STOP' },
      ],
    });
  });
});

describe('the version of a card', () => {
  const card = (body: string, comment = ''): string | undefined =>
    cardOf(`${comment}\ntitle: a\nbody: '${body}'\n`).templates[0]?.version;

  it('is the same for the same words, and another for others or for other expressions', () => {
    expect(card('{{case.ref}}', '# a note')).toBe(card('{{case.ref}}'));
    expect(new Set([card('{{case.ref}}'), card('{{case.ref}}.'), card('{{case.title}}')]).size).toBe(3);
    expect(card('x')).toMatch(/^nudge\/pl\/rcs@[0-9a-f]{12}$/);
  });
});

import { readLetterText } from './letter-text.js';

describe('the text of a letter', () => {
  it('has a subject, lines beside the address, figures, headings, items and paragraphs', () => {
    const text =
      'Subject\n> Date: today\n\nDear Madam,\n\nOne\nparagraph.\n## Figures\n| Debt | 1 | 10,00\n| Sum | 10,00\nAfter.\n- an item\n';
    expect(readLetterText(text)).toEqual({
      subject: 'Subject',
      beside: ['Date: today'],
      blocks: [
        { kind: 'paragraph', text: 'Dear Madam,' },
        { kind: 'paragraph', text: 'One paragraph.' },
        { kind: 'heading', text: 'Figures' },
        {
          kind: 'figures',
          rows: [
            ['Debt | 1', '10,00'],
            ['Sum', '10,00'],
          ],
        },
        { kind: 'paragraph', text: 'After.' },
        { kind: 'item', text: 'an item' },
      ],
    });
  });
});

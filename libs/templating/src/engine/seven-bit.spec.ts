import { inReferences, sevenBitTemplate, unreferable } from './seven-bit.js';

const shown = (html: string): string =>
  html.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));

describe('HTML in seven bits', () => {
  it('is ASCII alone and says the same', () => {
    const html = '<p>Zażółć: 1 234,50 zł — дякуємо 🙂</p>';
    expect(inReferences(html)).toMatch(/^[\p{ASCII}]*$/u);
    expect(shown(inReferences(html))).toBe(html);
  });

  it('leaves the words of an expression to the engine, which escapes them', () => {
    expect(sevenBitTemplate('<p>zł {{#if (is tone "łagodny")}}ż{{/if}}</p>\n<p>{{{raw "ó"}}}</p>\r\n')).toBe(
      '<p>z&#322; {{#if (is tone "łagodny")}}&#380;{{/if}}</p>\r\n<p>{{{raw "ó"}}}</p>\r\n',
    );
  });

  it('breaks long text at spaces, and never within a tag', () => {
    const words = 'Дякуємо за оплату, {{name}}. '.repeat(40);
    const html = sevenBitTemplate(`<p title="${words}">${words}</p>`);
    expect(
      Math.max(
        ...html
          .slice(html.indexOf('>'))
          .split('\r\n')
          .map(({ length }) => length),
      ),
    ).toBeLessThan(300);
    expect(shown(html).replaceAll('\r\n', ' ')).toBe(`<p title="${words}">${words}</p>`);
    expect(shown(html)).toContain(`title="${words}"`);
  });

  it('cannot be had of style sheets, where references mean nothing', () => {
    expect(unreferable('<title>Zażółć</title><style>p { color: red }</style><p>ó</p>')).toBeUndefined();
    expect(unreferable('<style type="text/css">q::before { content: "„" }</style>')).toBe('„');
  });
});

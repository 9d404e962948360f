import { sevenBitHtml } from './seven-bit.js';

function body(part: string | null): string {
  return part?.slice(part.indexOf('\r\n\r\n') + 4) ?? '';
}

describe('HTML that needs no transfer encoding', () => {
  it('is ASCII alone and says the same', () => {
    const part = sevenBitHtml('<p>Zażółć: 1 234,50 zł — дякуємо 🙂</p>\n<p>"Ok"</p>');
    expect(part).toMatch(/^[\p{ASCII}]*$/u);
    expect(part).toContain('Content-Transfer-Encoding: 7bit');
    const shown = body(part).replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
    expect(shown).toBe('<p>Zażółć: 1 234,50 zł — дякуємо 🙂</p>\r\n<p>"Ok"</p>');
  });

  it('is not made of lines that servers may cut', () => {
    expect(sevenBitHtml(`<p>${'a'.repeat(991)}</p>`)).not.toBeNull();
    expect(sevenBitHtml(`<p>${'a'.repeat(992)}</p>`)).toBeNull();
    expect(sevenBitHtml(`<p>${'ł'.repeat(200)}</p>`)).toBeNull();
  });

  it('is not made of style sheets that references would break', () => {
    expect(sevenBitHtml('<title>Zażółć</title><style>p { color: red }</style>')).not.toBeNull();
    expect(sevenBitHtml('<style>q::before { content: "„" }</style>')).toBeNull();
  });
});

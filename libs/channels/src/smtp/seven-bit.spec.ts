import { sevenBitHtml } from './seven-bit.js';

describe('HTML that needs no transfer encoding', () => {
  it('goes as it is', () => {
    const html = '<p>Za&#380;&#243;&#322;&#263;</p>\r\n<p>"Ok"</p>\r\n';
    expect(sevenBitHtml(html)).toBe(
      `Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 7bit\r\n\r\n${html}`,
    );
  });

  it('is ASCII alone', () => {
    expect(sevenBitHtml('<p>zł</p>')).toBeNull();
    expect(sevenBitHtml('<p>\u00a0</p>')).toBeNull();
  });

  it('is not made of lines that servers may cut', () => {
    expect(sevenBitHtml(`<p>${'a'.repeat(991)}</p>`)).not.toBeNull();
    expect(sevenBitHtml(`<p>${'a'.repeat(992)}</p>`)).toBeNull();
    expect(sevenBitHtml(`<p>${'a'.repeat(991)}</p>\r\nb`)).not.toBeNull();
    expect(sevenBitHtml(`<p>${'a'.repeat(992)}</p>\r\nb`)).toBeNull();
  });

  it('has the line ends of mails', () => {
    expect(sevenBitHtml('<p>a</p>\n<p>b</p>')).toBeNull();
    expect(sevenBitHtml('\n<p>b</p>')).toBeNull();
  });
});

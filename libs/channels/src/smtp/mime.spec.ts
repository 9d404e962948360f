import PostalMime from 'postal-mime';
import { mimePart, writeMime } from './mime.js';

const HEADERS = { From: { name: 'Energia Przykład', address: 'e@energia.test' }, Subject: 'Zaległość' };

const encodingOf = (part: string): string => /^Content-Transfer-Encoding: (.+)$/m.exec(part)?.[1] ?? '';
const linesOf = (text = ''): string[] => text.trimEnd().split(/\r?\n/);
const html = (text: string): string => encodingOf(mimePart('text/html', text));

describe('a part of a mail', () => {
  it('goes as it is where it is ASCII in lines of a mail', () => {
    const asTemplatesMakeIt = '<p>Za&#380;&#243;&#322;&#263;</p>\r\n<p>"Ok"</p>\r\n';
    expect(mimePart('text/html', asTemplatesMakeIt)).toBe(
      `Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 7bit\r\n\r\n${asTemplatesMakeIt}`,
    );
  });

  it('is encoded beyond ASCII, in the way that reads best in its source', () => {
    expect(html('<p>zł</p>')).toBe('quoted-printable');
    expect(html('<p>\u00a0</p>')).toBe('quoted-printable');
    expect(encodingOf(mimePart('text/plain', 'Добрий день, сума боргу'))).toBe('base64');
  });

  it('is encoded where servers would cut its lines', () => {
    expect(html(`<p>${'a'.repeat(991)}</p>`)).toBe('7bit');
    expect(html(`<p>${'a'.repeat(992)}</p>`)).toBe('quoted-printable');
    expect(html(`<p>${'a'.repeat(991)}</p>\r\nb`)).toBe('7bit');
    expect(html(`<p>${'a'.repeat(992)}</p>\r\nb`)).toBe('quoted-printable');
  });

  it.each(['<p>a</p>\n<p>b</p>', '\n<p>b</p>', 'a\rb', '<p>ż</p>\n<p>b</p>', 'ї\nж'])(
    'gets the line ends of mails: %j',
    (text) => {
      const part = mimePart('text/html', text);
      expect(part.replace(/\r\n/g, '')).not.toMatch(/[\r\n]/);
      const body = part.slice(part.indexOf('\r\n\r\n') + 4);
      const read = encodingOf(part) === 'base64' ? Buffer.from(body, 'base64').toString() : body;
      expect(read.match(/\r\n/g)).toHaveLength(1);
    },
  );
});

describe('a mail', () => {
  it.each([
    ['Dzień dobry,\n\nproszę o 12,50 zł.  \n.\n..kropki = znaki', '<p>Dzie&#324; dobry</p>\r\n.\r\n'],
    ['Добрий день,\nсума боргу: 12,50 zł. '.repeat(40), `<p>${'Добрий день '.repeat(200)}</p>`],
    [`${'długa linia '.repeat(200)}\n`, '<p>ok</p>'],
  ])('is read as it was written: %#', async (text, body) => {
    const mail = await PostalMime.parse(writeMime(HEADERS, { text, html: body }));
    expect(mail.from).toEqual({ name: 'Energia Przykład', address: 'e@energia.test' });
    expect(mail.subject).toBe('Zaległość');
    expect(linesOf(mail.text)).toEqual(linesOf(text));
    expect(linesOf(mail.html)).toEqual(linesOf(body));
  });

  it('has lines that every server takes, whatever it says', () => {
    const raw = writeMime(HEADERS, { text: 'ą'.repeat(5_000), html: `<p>${'ж'.repeat(5_000)}</p>` });
    const lines = raw.toString('latin1').split('\r\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(76);
  });

  it('of text alone has one part', async () => {
    const raw = writeMime(HEADERS, { text: 'Zażółć' });
    expect(raw.toString('latin1')).not.toContain('multipart');
    expect((await PostalMime.parse(raw)).text?.trimEnd()).toBe('Zażółć');
  });
});

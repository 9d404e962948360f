import { inflateSync } from 'node:zlib';

/** The text of each page of a PDF that pdfkit wrote: glyphs back to letters by the fonts' own tables. */
export function textOfPages(pdf: Buffer): string[] {
  const objects = objectsOf(pdf);
  return [...objects.values()]
    .filter(({ head }) => /\/Type \/Page\b(?!s)/.test(head))
    .map(({ head }) => {
      const resources = objects.get(reference(head, 'Resources'))?.head ?? '';
      const fonts = fontsOf(resources, objects);
      const content = objects.get(reference(head, 'Contents'))?.stream ?? '';
      return written(content, fonts);
    });
}

interface PdfObject {
  head: string;
  stream: string;
}

type Letters = ReadonlyMap<number, string>;

function objectsOf(pdf: Buffer): Map<number, PdfObject> {
  const text = pdf.toString('latin1');
  const found = new Map<number, PdfObject>();
  for (const match of text.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const [, number = '', body = ''] = match;
    const begin = body.indexOf('stream\n');
    const head = begin < 0 ? body : body.slice(0, begin);
    const raw = begin < 0 ? '' : body.slice(begin + 7, body.lastIndexOf('\nendstream'));
    const stream = head.includes('/FlateDecode')
      ? inflateSync(Buffer.from(raw, 'latin1')).toString('latin1')
      : raw;
    found.set(Number(number), { head, stream });
  }
  return found;
}

function reference(head: string, name: string): number {
  return Number(new RegExp(`/${name} (\\d+) 0 R`).exec(head)?.[1]);
}

function fontsOf(resources: string, objects: Map<number, PdfObject>): Map<string, Letters> {
  const fonts = /\/Font <<([\s\S]*?)>>/.exec(resources)?.[1] ?? '';
  return new Map(
    [...fonts.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', number]) => {
      const font = objects.get(Number(number))?.head ?? '';
      return [name, lettersOf(objects.get(reference(font, 'ToUnicode'))?.stream ?? '')];
    }),
  );
}

function lettersOf(cmap: string): Letters {
  const letters = new Map<number, string>();
  for (const [, from = '', , list = ''] of cmap.matchAll(/<([\da-f]+)> <([\da-f]+)> \[([^\]]*)\]/gi)) {
    let glyph = Number.parseInt(from, 16);
    for (const [, code = ''] of list.matchAll(/<([\da-f ]*)>/gi)) {
      const units = code.replaceAll(' ', '').match(/.{4}/g) ?? [];
      letters.set(glyph, units.map((unit) => String.fromCharCode(Number.parseInt(unit, 16))).join(''));
      glyph += 1;
    }
  }
  return letters;
}

function written(content: string, fonts: Map<string, Letters>): string {
  let letters: Letters = new Map();
  let text = '';
  for (const [, font, shown] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (font !== undefined) letters = fonts.get(font) ?? new Map();
    for (const [, run = ''] of (shown ?? '').matchAll(/<([\da-f]*)>/g)) {
      for (const glyph of run.match(/.{4}/g) ?? [])
        text += letters.get(Number.parseInt(glyph, 16)) ?? '\uFFFD';
    }
    if (shown !== undefined) text += ' ';
  }
  return text.replace(/\s+/g, ' ').trim();
}

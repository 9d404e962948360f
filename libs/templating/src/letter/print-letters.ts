import type { HandOffDebtor, PrintableLetter, PrintedLetters } from '#contracts';
import pdfmake, { type Node } from 'pdfmake';
import fonts from 'pdfmake/fonts/Roboto.js';
import { type LetterBlock, readLetterText } from './letter-text.js';

/** Points. */
const MM = 72 / 25.4;
const mm = (millimetres: number): number => millimetres * MM;

/** DIN 5008 form B: the window of a C5 or DL envelope, and where the text below it begins. */
const PAGE = { left: mm(25), top: mm(20), right: mm(20), bottom: mm(18) };
const WINDOW = { x: mm(25), returnY: mm(49), addressY: mm(58), width: mm(75) };
const BESIDE = { x: mm(125), y: mm(50), width: mm(65) };
const TEXT_BEGINS = mm(98.5);
const SMALL = 7.5;
const GREY = '#444444';

pdfmake.setFonts(fonts);
const OWN_FONTS: ReadonlySet<string> = new Set(Object.values(fonts.Roboto));
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path) => OWN_FONTS.has(path));

/**
 * One PDF of A4 pages, each letter begun on a page of its own and its pages counted by themselves, the address where the
 * window of an envelope is. The same letters and instant make the same bytes.
 * @param madeAt ISO instant, in the file's own description
 */
export async function printLetters(
  letters: readonly PrintableLetter[],
  madeAt: string,
): Promise<PrintedLetters> {
  const pages = letters.map(() => 0);
  const document = pdfmake.createPdf({
    pageSize: 'A4',
    pageMargins: [PAGE.left, PAGE.top, PAGE.right, PAGE.bottom],
    info: { creationDate: new Date(madeAt), modDate: new Date(madeAt) },
    defaultStyle: { font: 'Roboto', fontSize: 9.5, lineHeight: 1.12 },
    content: letters.map((letter, index) => sectionOf(letter, index, pages)),
  });
  return { pdf: await document.getBuffer(), pages };
}

/** Headers of all pages are asked for before any footer: by then it is known how many pages the letter has. */
function sectionOf(letter: PrintableLetter, index: number, pages: number[]): Node {
  let first = 0;
  return {
    section: [...envelopeOf(letter), ...textOf(letter)],
    header: (page: number): null => {
      if (pages[index] === 0) first = page;
      pages[index] = page - first + 1;
      return null;
    },
    footer: (page: number): Node => ({
      margin: [PAGE.left, mm(8), PAGE.right, 0],
      fontSize: SMALL,
      color: GREY,
      columns: [
        { width: '*', text: letter.caseRef },
        { width: 'auto', text: `${page - first + 1} / ${pages[index]}` },
      ],
    }),
  };
}

function envelopeOf({ to, words: { sender, text } }: PrintableLetter): Node[] {
  const lines = addressLines(to, sender.country);
  return [
    {
      absolutePosition: { x: WINDOW.x, y: WINDOW.returnY },
      columns: [{ width: WINDOW.width, fontSize: 6.5, text: `${sender.name}, ${sender.address}` }],
    },
    {
      absolutePosition: { x: WINDOW.x, y: WINDOW.addressY },
      columns: [{ width: WINDOW.width, text: lines.join('\n') }],
    },
    {
      absolutePosition: { x: BESIDE.x, y: BESIDE.y },
      columns: [{ width: BESIDE.width, fontSize: 9, text: readLetterText(text).beside.join('\n') }],
    },
  ];
}

/** As the post of the sender's country wants it: the country, in capitals, of letters abroad alone. */
export function addressLines(to: HandOffDebtor, from: string): string[] {
  const country = to.country === from ? '' : nameOfCountry(to.country);
  return [to.name, to.street ?? '', [to.postcode, to.city].filter(Boolean).join(' '), country].filter(
    (line) => line.trim() !== '',
  );
}

function nameOfCountry(code: string): string {
  return (new Intl.DisplayNames(['en'], { type: 'region' }).of(code) ?? code).toUpperCase();
}

function textOf({ words }: PrintableLetter): Node[] {
  const { subject, blocks } = readLetterText(words.text);
  return [
    { text: subject, bold: true, fontSize: 13, margin: [0, TEXT_BEGINS - PAGE.top, 0, mm(4)] },
    ...blocks.map(blockOf),
  ];
}

/** Between rows alone. */
const LINES = {
  hLineWidth: (line: number, { table }: { table: { body: unknown[] } }): number =>
    line === 0 || line === table.body.length ? 0 : 0.5,
  vLineWidth: (): number => 0,
  paddingTop: (): number => 1.5,
  paddingBottom: (): number => 1.5,
  paddingLeft: (): number => 0,
  paddingRight: (): number => 0,
};

/** The last of the figures is what they come to. */
function blockOf(block: LetterBlock): Node {
  if (block.kind === 'figures') {
    return {
      margin: [0, 0, 0, mm(3)],
      layout: LINES,
      table: {
        widths: ['*', 'auto'],
        dontBreakRows: true,
        body: block.rows.map(([label, amount], index) => {
          const bold = index === block.rows.length - 1;
          return [
            { text: label, bold },
            { text: amount, bold, alignment: 'right', noWrap: true },
          ];
        }),
      },
    };
  }
  if (block.kind === 'heading') return { text: block.text, bold: true, margin: [0, mm(1.5), 0, mm(1)] };
  if (block.kind === 'item') return { ul: [block.text], margin: [0, 0, 0, mm(0.5)] };
  return { text: block.text, margin: [0, 0, 0, mm(2)] };
}

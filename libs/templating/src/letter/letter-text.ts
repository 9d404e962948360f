/**
 * A letter's text as its author marks it: the first line is the subject; `## …` a heading; `> …` a line of the block beside
 * the address; `| label | amount` a row of figures; `- …` an item of a list; anything else a paragraph.
 */
export interface LetterText {
  readonly subject: string;
  readonly beside: readonly string[];
  readonly blocks: readonly LetterBlock[];
}

export type LetterBlock =
  | { readonly kind: 'paragraph' | 'heading' | 'item'; readonly text: string }
  | { readonly kind: 'figures'; readonly rows: readonly (readonly [label: string, amount: string])[] };

export function readLetterText(text: string): LetterText {
  const [subject = '', ...lines] = text.trim().split('\n');
  const beside: string[] = [];
  const blocks: LetterBlock[] = [];
  let rows: [string, string][] | null = null;
  let paragraph: string[] = [];
  const end = (): void => {
    if (paragraph.length > 0) blocks.push({ kind: 'paragraph', text: paragraph.join(' ') });
    paragraph = [];
    rows = null;
  };
  for (const raw of lines) {
    const line = raw.trim();
    const row = rowOf(line);
    if (row === null || line === '') rows = null;
    if (row !== null) {
      if (rows === null) {
        end();
        blocks.push({ kind: 'figures', rows: (rows = []) });
      }
      rows.push(row);
    } else if (line === '') end();
    else if (line.startsWith('> ')) beside.push(line.slice(2));
    else if (line.startsWith('## ')) {
      end();
      blocks.push({ kind: 'heading', text: line.slice(3) });
    } else if (line.startsWith('- ')) {
      end();
      blocks.push({ kind: 'item', text: line.slice(2) });
    } else paragraph.push(line);
  }
  end();
  return { subject: subject.trim(), beside, blocks };
}

/** The amount stands behind the last stroke: what a debt is called may have one of its own. */
function rowOf(line: string): [string, string] | null {
  const between = line.lastIndexOf(' | ');
  if (!line.startsWith('| ') || between < 2) return null;
  return [line.slice(2, between), line.slice(between + 3)];
}

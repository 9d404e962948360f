import { isMap, isScalar, isSeq, LineCounter, parseDocument, visit, type Document, type Scalar } from 'yaml';
import { parseTemplate } from '../engine/engine.js';
import type { Fault } from '../lint/fault.js';
import { syntaxFault } from '../loading/source-reader.js';
import type { TemplateSource } from '../template-set.js';
import { cardSchema, type CardDefinition } from './card.schema.js';
import { textAlone } from './text-alone.js';

type Path = readonly PropertyKey[];

/** An rcs.yaml that knows where in it each of its texts stands. */
export class CardSource {
  readonly faults: Fault[] = [];
  /** Absent when there are faults. */
  readonly definition?: CardDefinition;
  private readonly lines = new LineCounter();
  private readonly document: Document.Parsed;
  private readonly text: string;

  constructor(
    text: string,
    private readonly file: string,
  ) {
    this.text = text.replace(/^\uFEFF/, '');
    this.document = parseDocument(this.text, { lineCounter: this.lines, prettyErrors: false });
    for (const { message, pos } of [...this.document.errors, ...this.document.warnings]) {
      this.fault(pos[0], message);
    }
    // Words that stand in two places are linted in neither's.
    visit(this.document, {
      Alias: (_, { range }) => this.fault(range?.[0] ?? 0, 'write the words out: no * of YAML'),
    });
    if (this.faults.length > 0) return;
    const read = cardSchema.safeParse(this.document.toJS());
    for (const issue of read.error?.issues ?? []) {
      const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path;
      const name = path.map(String).join('.');
      this.fault(
        this.offsetOf(path, issue.code === 'unrecognized_keys'),
        `${name && `${name}: `}${issue.message}`,
      );
    }
    this.checkWords();
    if (this.faults.length === 0 && read.data) this.definition = read.data;
  }

  /**
   * What a linter reads, each text at its place in the file: title and body together first, which are all that every
   * debtor is shown; then each kind by itself.
   */
  lintSources(): { program: hbs.AST.Program; sources: TemplateSource[] } {
    const titles = this.scalars(['title']);
    const bodies = this.scalars(['body']);
    const buttons = this.buttonTexts('open', 'call', 'reply');
    const source = (nodes: readonly Scalar[]): TemplateSource & { program: hbs.AST.Program } => {
      const text = textAlone(this.text, nodes);
      return { file: this.file, text, program: parseTemplate(text) };
    };
    const number = source(this.buttonTexts('phone'));
    return {
      program: source([...titles, ...bodies]).program,
      sources: [
        source([...bodies, ...buttons]),
        { ...source(titles), headline: true },
        // A button without its number is left out, so whatever it takes to write the number is there.
        { ...number, present: ['creditor'] },
      ],
    };
  }

  /** A text that is no template, or whose plain words a provider would take for a gap. */
  private checkWords(): void {
    for (const node of [
      ...this.scalars(['title']),
      ...this.scalars(['body']),
      ...this.buttonTexts('phone'),
    ]) {
      try {
        parseTemplate(textAlone(this.text, [node]).trimEnd());
        const { body } = parseTemplate(String(node.value));
        const braces = body.some((each) => each.type === 'ContentStatement' && /[{}]/.test(wordsOf(each)));
        if (braces) this.fault(node.range?.[0] ?? 0, 'words with { or } in them could be taken for a gap');
      } catch (error) {
        this.faults.push(syntaxFault(this.file, error));
      }
    }
  }

  private buttonTexts(...names: readonly string[]): Scalar[] {
    const buttons = this.document.get('buttons');
    if (!isSeq(buttons)) return [];
    return buttons.items.flatMap((_, at) => names.flatMap((name) => this.scalars(['buttons', at, name])));
  }

  private scalars(path: Path): Scalar[] {
    const node = this.document.getIn(path, true);
    return isScalar(node) && typeof node.value === 'string' ? [node as Scalar] : [];
  }

  private fault(offset: number, message: string): void {
    const { line, col } = this.lines.linePos(offset);
    const place = { line: Math.max(line, 1), column: Math.max(col, 1) };
    this.faults.push({ code: 'card-invalid', severity: 'error', file: this.file, ...place, message });
  }

  /** Where the value at a path begins; where the path ends early, the place of the last thing that exists. */
  private offsetOf(path: Path, atKey: boolean): number {
    for (let length = path.length; length > 0; length -= 1) {
      const parent = this.document.getIn(path.slice(0, length - 1), true);
      const pair =
        isMap(parent) && parent.items.find(({ key }) => isScalar(key) && key.value === path[length - 1]);
      if (pair && atKey && isScalar(pair.key)) return pair.key.range?.[0] ?? 0;
      const node = this.document.getIn(path.slice(0, length), true) as Scalar | null | undefined;
      if (node?.range) return node.range[0];
    }
    return this.document.contents?.range?.[0] ?? 0;
  }
}

function wordsOf(statement: hbs.AST.Statement): string {
  return (statement as hbs.AST.ContentStatement).value;
}

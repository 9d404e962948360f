import { type Document, isCollection, isNode, LineCounter, type Node, parseDocument } from 'yaml';

/** A YAML or JSON text that knows on which line each value stands. */
export class LinedText {
  private readonly counter = new LineCounter();
  readonly document: Document.Parsed;

  constructor(text: string) {
    this.document = parseDocument(text, { lineCounter: this.counter });
  }

  /** Line of the value at a path, from 1; where the path ends early, that of the last thing that exists. */
  lineOf(path: readonly PropertyKey[]): number {
    let node: Node | null = this.document.contents;
    let offset = node?.range?.[0] ?? 0;
    for (const part of path) {
      const child: unknown = isCollection(node) ? node.get(part, true) : undefined;
      if (!isNode(child)) break;
      node = child;
      offset = node.range?.[0] ?? offset;
    }
    return Math.max(1, this.counter.linePos(offset).line);
  }
}

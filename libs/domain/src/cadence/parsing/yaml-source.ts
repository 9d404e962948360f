import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import type { FaultPath } from '../step-type.js';
import { formatPath, type CampaignFault, type PathFault } from './fault.js';

/** Faults of the text with which its content can still be read. */
const READABLE = new Set<string>(['DUPLICATE_KEY']);

/** In place of the parser's words for who wrote the program. */
const WORDS: Readonly<Record<string, string>> = {
  MULTIPLE_DOCS: 'a second document begins here ("---"); a file holds one',
};

/** Control characters that no text has, and halves of characters: no database takes them, no terminal shows them. */
const UNWRITABLE = /[\0-\x08\x0B\x0C\x0E-\x1F\x7F]|\p{Cs}/u;
const UNWRITABLE_WORDS = 'holds a control character, or half a character';

/** Texts within a content that hold what cannot be written, as escapes in a file may. */
export function unwritableFaults(content: unknown, path: FaultPath = []): PathFault[] {
  if (typeof content === 'string')
    return UNWRITABLE.test(content) ? [{ path, message: UNWRITABLE_WORDS }] : [];
  if (typeof content !== 'object' || content === null) return [];
  return Object.entries(content).flatMap(([key, each]) => [
    ...(UNWRITABLE.test(key) ? [{ path, message: UNWRITABLE_WORDS }] : []),
    ...unwritableFaults(each, [...path, Array.isArray(content) ? Number(key) : key]),
  ]);
}

/** A YAML text that knows where in it each value stands. */
export class YamlSource {
  private readonly lines = new LineCounter();
  private readonly document: Document.Parsed;

  constructor(
    private readonly text: string,
    private readonly file: string,
  ) {
    this.document = parseDocument(text.replace(/^\uFEFF/, ''), {
      lineCounter: this.lines,
      prettyErrors: false,
    });
  }

  /** Faults of the YAML itself. */
  textFaults(): CampaignFault[] {
    const faults = [...this.document.errors, ...this.document.warnings].map((error) => ({
      ...this.place(error.pos[0]),
      path: '',
      message: WORDS[error.code] ?? error.message,
    }));
    const unwritable = UNWRITABLE.exec(this.text);
    if (unwritable !== null)
      faults.push({ ...this.place(unwritable.index), path: '', message: UNWRITABLE_WORDS });
    if (faults.length > 0 || this.plain() !== null) return faults;
    return [
      {
        ...this.place(0),
        path: '',
        message: 'repeats itself by aliases (&, *), or nests, too often to be read',
      },
    ];
  }

  /** The content as plain values; null when the text is too broken to have any. */
  content(): { readonly value: unknown } | null {
    if (this.document.errors.some((error) => !READABLE.has(error.code))) return null;
    return this.plain();
  }

  /** Null where aliases would make more of the text than it is, or it is nested without an end. */
  private plain(): { readonly value: unknown } | null {
    try {
      return { value: this.document.toJS({ maxAliasCount: 100 }) as unknown };
    } catch (error) {
      if (error instanceof ReferenceError || error instanceof RangeError) return null;
      throw error;
    }
  }

  locate(fault: PathFault): CampaignFault {
    return {
      ...this.place(this.offsetOf(fault.path, fault.atKey ?? false)),
      path: formatPath(fault.path),
      message: fault.message,
    };
  }

  private place(offset: number): { file: string; line: number; column: number } {
    const { line, col } = this.lines.linePos(offset);
    return { file: this.file, line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  /** Where the value at a path begins; where the path ends early, the place of the last thing that exists. */
  private offsetOf(path: FaultPath, atKey: boolean): number {
    let node: Node | null = this.document.contents;
    let offset = node?.range?.[0] ?? 0;
    for (const [depth, part] of path.entries()) {
      const child = this.childOf(node, part);
      if (child === null) return offset;
      const wantsKey = atKey && depth === path.length - 1;
      offset = (wantsKey ? child.keyOffset : child.value?.range?.[0]) ?? child.keyOffset ?? offset;
      node = child.value;
    }
    return offset;
  }

  private childOf(node: Node | null, part: string | number): Child | null {
    const target = isAlias(node) ? (node.resolve(this.document) ?? null) : node;
    if (isMap(target)) {
      const pair = target.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
      if (pair === undefined) return null;
      return { keyOffset: (pair.key as Node).range?.[0] ?? null, value: (pair.value as Node | null) ?? null };
    }
    if (!isSeq(target)) return null;
    const value = target.items[Number(part)];
    return value === undefined ? null : { keyOffset: null, value: value as Node | null };
  }
}

interface Child {
  readonly keyOffset: number | null;
  readonly value: Node | null;
}

import { parseTemplate, type TemplateEngine } from '../engine/engine.js';
import type { Gap } from './card.js';
import { gapMark, phraseOf, type Phrase } from './phrase.js';

/** What tells places and line ends, but nothing of what an expression writes. */
const SURROUNDINGS = new Set(['loc', 'strip', 'openStrip', 'inverseStrip', 'closeStrip', 'original']);

/** Makes a gap of each expression: equal ones share theirs, since they write the same. */
export class GapWriter {
  readonly gaps: Gap[] = [];
  private readonly known = new Map<string, number>();

  constructor(private readonly engine: TemplateEngine) {}

  /** @param finish last touch to the words; it leaves what stands in double braces alone */
  phrase(text: string, finish: (words: string) => string): Phrase {
    const program = parseTemplate(text);
    return phraseOf(finish(program.body.map((statement) => this.piece(statement, program, text)).join('')));
  }

  private piece(statement: hbs.AST.Statement, program: hbs.AST.Program, text: string): string {
    if (statement.type === 'ContentStatement') return (statement as hbs.AST.ContentStatement).value;
    if (statement.type === 'CommentStatement') return '';
    const meaning = JSON.stringify(statement, (key, value: unknown) =>
      SURROUNDINGS.has(key) ? undefined : value,
    );
    const known = this.known.get(meaning) ?? this.add(statement, program, text);
    this.known.set(meaning, known);
    return gapMark(known);
  }

  private add(statement: hbs.AST.Statement, program: hbs.AST.Program, text: string): number {
    const template = this.engine.compile({ ...program, body: [statement] });
    const expression = sourceOf(statement, text);
    const at = this.gaps.length;
    this.gaps.push({ name: String(at + 1), expression, write: (variables) => template(variables) });
    return at;
  }
}

function sourceOf({ loc }: hbs.AST.Statement, text: string): string {
  const lines = text.split('\n').slice(loc.start.line - 1, loc.end.line);
  const last = lines.length - 1;
  lines[last] = (lines[last] ?? '').slice(0, loc.end.column);
  lines[0] = (lines[0] ?? '').slice(loc.start.column);
  return lines.join(' ').replace(/\s+/g, ' ');
}

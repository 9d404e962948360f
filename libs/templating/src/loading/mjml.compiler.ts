import path from 'node:path';
import type { Fault } from '../lint/fault.js';
import { sevenBitTemplate, unreferable } from '../engine/seven-bit.js';
import type { TemplateSource } from '../template-set.js';
import { contentHash } from './content-hash.js';
import type { SourceReader } from './source-reader.js';

/** Loaded by whoever compiles mails: it takes half a second and 20 MB, and most services fill or send them. */
let loading: Promise<typeof import('mjml')> | undefined;

/** HTML by the hash of what it was made of: a rendering takes 3–15 ms, so each version is rendered once. */
const compiled = new Map<string, Promise<{ html: string; faults: Fault[] }>>();

/** The file and, in order of appearance, every file that it includes. */
export async function withIncludes(reader: SourceReader, source: TemplateSource): Promise<TemplateSource[]> {
  const found = [source];
  for (const current of found) {
    for (const [, target] of current.text.matchAll(/<mj-include\s[^>]*path="([^"]+)"/g)) {
      const file = path.posix.join(path.posix.dirname(current.file), target ?? '');
      const included = await reader.source(file);
      if (included && !found.includes(included)) found.push(included);
    }
  }
  return found;
}

/** Turns MJML into HTML in which Handlebars expressions still stand. */
export async function compileMjml(
  dir: string,
  sources: readonly TemplateSource[],
): Promise<{ html: string; faults: Fault[] }> {
  const key = contentHash(sources.map((source) => `${source.file}\n${source.text}`));
  const known = compiled.get(key);
  if (known) return known;
  const rendering = renderMjml(dir, sources);
  compiled.set(key, rendering);
  return rendering;
}

async function renderMjml(
  dir: string,
  sources: readonly TemplateSource[],
): Promise<{ html: string; faults: Fault[] }> {
  const [main] = sources;
  if (!main) return { html: '', faults: [] };
  const file = path.resolve(dir, main.file);
  const { default: mjml2html } = await (loading ??= import('mjml'));
  try {
    const { html, errors } = await mjml2html(main.text, {
      filePath: file,
      actualPath: file,
      includePath: path.resolve(dir),
      ignoreIncludes: false,
      keepComments: false,
      fonts: {},
      validationLevel: 'soft',
    });
    const faults = errors.map((error) => mjmlFault(main.file, error));
    const letter = unreferable(html);
    if (letter !== undefined) faults.push(mjmlFault(main.file, { line: 1, message: notAscii(letter) }));
    return { html: sevenBitTemplate(squeeze(html)), faults };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { html: '', faults: [mjmlFault(main.file, { line: 1, message })] };
  }
}

function mjmlFault(file: string, error: { line: number; message: string }): Fault {
  return { code: 'mjml-invalid', severity: 'error', file, line: error.line, message: error.message };
}

/** Mails leave in seven bits; what stands beyond them in a style sheet has a way of its own to be written. */
function notAscii(letter: string): string {
  const escape = `\\${letter.codePointAt(0)?.toString(16)}`;
  return `a style sheet holds "${letter}": write it as "${escape}" there`;
}

/** MJML indents for readers of its output; recipients pay for those bytes with every message. */
function squeeze(html: string): string {
  return html
    .replace(/^[ \t]+/gm, '')
    .replace(/\n{2,}/g, '\n')
    .trim();
}

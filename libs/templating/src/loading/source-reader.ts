import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { parseTemplate } from '../engine/engine.js';
import type { Fault } from '../lint/fault.js';
import type { TemplateSource } from '../template-set.js';

/** Folders under the templates folder that hold no family: shared parts, letters, and dialogues of other lanes. */
export function isFamilyFolder(name: string): boolean {
  return !name.startsWith('_') && !name.startsWith('.') && name !== 'dialogues' && name !== 'letters';
}

/** Reads template files and collects what is wrong with them, each file once. */
export class SourceReader {
  readonly faults: Fault[] = [];
  private readonly sources = new Map<string, TemplateSource>();

  constructor(readonly dir: string) {}

  /** Names in a folder, sorted; a folder that does not exist is empty. */
  async list(folder: string, kind: 'folders' | 'files'): Promise<string[]> {
    try {
      const found = await readdir(path.join(this.dir, folder), { withFileTypes: true });
      return found
        .filter((entry) => entry.isDirectory() === (kind === 'folders'))
        .map((entry) => entry.name)
        .sort();
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  }

  /** The file's text, or undefined when there is no such file. */
  async text(file: string): Promise<string | undefined> {
    try {
      return await readFile(path.join(this.dir, file), 'utf8');
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  /** The file's bytes, or undefined when there is no such file. */
  async bytes(file: string): Promise<Buffer | undefined> {
    try {
      return await readFile(path.join(this.dir, file));
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  /** The file parsed as a Handlebars template; undefined when there is no such file. */
  async source(file: string): Promise<TemplateSource | undefined> {
    const known = this.sources.get(file);
    if (known) return known;
    const text = await this.text(file);
    if (text === undefined) return undefined;
    const source: TemplateSource = { file, text };
    try {
      source.program = parseTemplate(text);
    } catch (error) {
      this.faults.push(syntaxFault(file, error));
    }
    this.sources.set(file, source);
    return source;
  }
}

function isMissing(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'ENOTDIR';
}

/** Handlebars tells the place only in words: "Parse error on line 3:" or "… - 3:14". */
export function syntaxFault(file: string, error: unknown): Fault {
  const message = error instanceof Error ? error.message : String(error);
  const place = /on line (\d+)/.exec(message) ?? / - (\d+):(\d+)$/.exec(message);
  return {
    code: 'syntax',
    severity: 'error',
    file,
    ...(place?.[1] && { line: Number(place[1]) }),
    ...(place?.[2] && { column: Number(place[2]) + 1 }),
    message: message.replace(/\s+/g, ' '),
  };
}

import { parse, YAMLParseError } from 'yaml';
import type { Fault } from '../lint/fault.js';

/** What a file's text says; undefined, with a fault, when it is no YAML. */
export function parseYaml(text: string, file: string, faults: Fault[]): unknown {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    const [place] = error.linePos ?? [];
    const message = error.message.split('\n')[0] ?? error.message;
    faults.push({
      code: 'meta-invalid',
      severity: 'error',
      file,
      ...(place && { line: place.line, column: place.col }),
      message,
    });
    return undefined;
  }
}

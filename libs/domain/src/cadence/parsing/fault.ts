import type { FaultPath } from '../step-type.js';

/** Something wrong with a campaign file, at a place that an editor can jump to. */
export interface CampaignFault {
  readonly file: string;
  /** Both counted from 1. */
  readonly line: number;
  readonly column: number;
  /** Such as `steps[3].at.time`; empty for the file as a whole. */
  readonly path: string;
  readonly message: string;
}

/** A fault before its place in the text is known. */
export interface PathFault {
  readonly path: FaultPath;
  readonly message: string;
  /** The fault lies with the name of the field, not with its value. */
  readonly atKey?: boolean;
}

export function formatPath(path: FaultPath): string {
  return path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`),
    '',
  );
}

/** One line for a terminal: `file:line:column path: message`. */
export function formatFault(fault: CampaignFault): string {
  const place = `${fault.file}:${fault.line}:${fault.column}`;
  return fault.path === '' ? `${place} ${fault.message}` : `${place} ${fault.path}: ${fault.message}`;
}

/** Why a whole file is refused; nothing of it was taken in. */
export type FileRefusalCode =
  | 'empty'
  | 'spreadsheet'
  | 'not-a-csv'
  | 'utf-16'
  | 'windows-1250'
  | 'iso-8859-2'
  | 'not-utf-8'
  | 'no-header'
  | 'missing-columns'
  | 'repeated-columns'
  | 'unknown-mapping'
  | 'unknown-portfolio'
  | 'unknown-creditor';

export interface FileRefusal {
  readonly code: FileRefusalCode;
  /** In words, without personal data: what is wrong. */
  readonly reason: string;
  /** What to do about it. */
  readonly remedy: string;
}

export function refusal(code: FileRefusalCode, reason: string, remedy: string): FileRefusal {
  return { code, reason, remedy };
}

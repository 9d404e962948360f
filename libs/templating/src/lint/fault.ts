/** `error` keeps templates from loading; `warning` asks for a second look; `price` tells what a choice costs. */
export type FaultSeverity = 'error' | 'warning' | 'price';

/** One thing that is wrong with, or worth knowing about, a template file. */
export interface Fault {
  code: FaultCode;
  severity: FaultSeverity;
  /** Relative to the templates folder. */
  file: string;
  /** From 1; absent when the fault is about the file as a whole. */
  line?: number;
  /** From 1. */
  column?: number;
  message: string;
}

export type FaultCode =
  | 'meta-invalid'
  | 'syntax'
  | 'mjml-invalid'
  | 'language-missing'
  | 'part-missing'
  | 'lang-attribute'
  | 'image-without-alt'
  | 'link-missing'
  | 'link-repeated'
  | 'case-number-missing'
  | 'opt-out-missing'
  | 'unknown-variable'
  | 'optional-unguarded'
  | 'unknown-value'
  | 'unescaped'
  | 'must-state'
  | 'late-figures'
  | 'sms-too-long'
  | 'sms-encoding'
  | 'rcs-size'
  | 'card-invalid'
  | 'card-gap'
  | 'foreign-link'
  | 'personal-data'
  | 'subject-discloses'
  | 'forbidden-phrase'
  | 'unfillable';

/** `file:line:column severity [code] message`, as editors and terminals link it. */
export function formatFault(fault: Fault): string {
  const place = [fault.file, fault.line, fault.column].filter((part) => part !== undefined).join(':');
  return `${place} ${fault.severity} [${fault.code}] ${fault.message}`;
}

/** Thrown when templates are not fit to be sent (I4, I9): names every error at once. */
export class TemplateFaultsError extends Error {
  readonly code = 'TEMPLATES_INVALID';

  constructor(readonly faults: readonly Fault[]) {
    super(
      `Templates are not fit to be sent:\n${faults.map((fault) => `  ${formatFault(fault)}`).join('\n')}`,
    );
    this.name = 'TemplateFaultsError';
  }
}

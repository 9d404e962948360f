import { MINOR_PER_MAJOR } from './money.js';

/** Why a text is no amount; stable codes, shown with the row and column of a file. */
export type AmountFault =
  | 'empty'
  | 'not-a-number'
  | 'two-decimal-marks'
  | 'ambiguous-thousands'
  | 'wrong-grouping'
  | 'too-many-decimals'
  | 'negative'
  | 'too-large';

export type ParsedAmount =
  { readonly ok: true; readonly minor: number } | { readonly ok: false; readonly reason: AmountFault };

/** Spaces that spreadsheets put between thousands: plain, no-break, thin, narrow no-break. */
const SPACES = /[ \u00a0\u2009\u202f]/g;
const GROUPED_BY_SPACE = /^\d{1,3}( \d{3})+$/;

/**
 * Reads an amount from a file: `1234`, `1 234,50`, `1234.5`, `1.234,50`, `1,234.50`, `1.234.567`. What could
 * be read in two ways is refused, not guessed: `1,234` and `1.234` (thousands, or three decimals?).
 */
export function parseAmount(text: string, options: { readonly allowNegative?: boolean } = {}): ParsedAmount {
  const trimmed = text.replace(SPACES, ' ').trim();
  if (trimmed === '') return fault('empty');
  const negative = /^[-\u2212]/.test(trimmed);
  const unsigned = negative ? trimmed.slice(1).trimStart() : trimmed;
  if (!/^\d[\d., ]*$/.test(unsigned)) return fault('not-a-number');
  const parts = splitDecimals(unsigned);
  if (typeof parts === 'string') return fault(parts);
  if (negative && options.allowNegative !== true) return fault('negative');
  const minor = Number(parts.whole) * MINOR_PER_MAJOR + Number(parts.decimals.padEnd(2, '0'));
  if (!Number.isSafeInteger(minor)) return fault('too-large');
  return { ok: true, minor: negative && minor !== 0 ? -minor : minor };
}

function fault(reason: AmountFault): ParsedAmount {
  return { ok: false, reason };
}

interface AmountParts {
  readonly whole: string;
  readonly decimals: string;
}

/** Tells the decimal mark from the grouping one, and checks that both stand where they may. */
function splitDecimals(text: string): AmountParts | AmountFault {
  const marks = text.replace(/[^.,]/g, '');
  const last = marks.at(-1);
  if (last === undefined) return ungroup(text, ' ', '');
  const position = text.lastIndexOf(last);
  const decimals = text.slice(position + 1);
  const before = text.slice(0, position);
  if (new Set(marks).size === 1 && marks.length > 1) {
    const group = last === '.' ? '.' : ',';
    const grouped = ungroup(text, group, '');
    return grouped === 'wrong-grouping' ? 'two-decimal-marks' : grouped;
  }
  if (marks.indexOf(last) !== marks.length - 1) return 'two-decimal-marks';
  if (!/^\d+$/.test(decimals)) return 'not-a-number';
  if (marks.length === 1 && decimals.length === 3 && /^\d{1,3}$/.test(before)) return 'ambiguous-thousands';
  if (decimals.length > 2) return 'too-many-decimals';
  return ungroup(before, marks.length > 1 ? (marks[0] as '.' | ',') : ' ', decimals);
}

/** Takes the grouping mark out, if it stands between groups of three and is the only one. */
function ungroup(text: string, group: ' ' | '.' | ',', decimals: string): AmountParts | AmountFault {
  if (/^\d+$/.test(text)) return { whole: text, decimals };
  const spaced = group === ' ' ? text : text.includes(' ') ? '' : text.replaceAll(group, ' ');
  return GROUPED_BY_SPACE.test(spaced) ? { whole: spaced.replaceAll(' ', ''), decimals } : 'wrong-grouping';
}

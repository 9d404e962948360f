import type { HandOffBatch, OutgoingHandOff } from '#contracts';

type Cell = string | number | null;

/** The columns of an exported file; amounts are in whole units with a dot. */
const COLUMNS: Readonly<Record<string, (row: OutgoingHandOff) => Cell>> = {
  hand_off: (row) => row.id,
  case_ref: ({ figures }) => figures.case,
  creditor_ref: ({ figures }) => figures.creditor.ref,
  creditor: ({ figures }) => figures.creditor.name,
  title: ({ figures }) => figures.title,
  currency: ({ figures }) => figures.currency,
  due_date: ({ figures }) => figures.dueDate,
  principal: ({ figures }) => amount(figures.principalMinor),
  interest: ({ figures }) => amount(figures.interestMinor),
  costs: ({ figures }) => amount(figures.costsMinor),
  total: ({ figures }) => amount(figures.balanceMinor),
  stage: ({ figures }) => figures.stage,
  kind: ({ debtor }) => debtor.kind,
  debtor: ({ debtor }) => debtor.name,
  street: ({ debtor }) => debtor.street,
  postcode: ({ debtor }) => debtor.postcode,
  city: ({ debtor }) => debtor.city,
  country: ({ debtor }) => debtor.country,
  language: ({ debtor }) => debtor.language,
  campaign: (row) => row.campaign,
  step: (row) => row.stepKey,
  approved_by: (row) => row.approvedBy,
  approved_at: (row) => row.approvedAt,
  given_at: (row) => row.givenAt,
};

/** A file of hand-offs: UTF-8, commas, one line a case below a line of names (RFC 4180). */
export function handOffCsv({ rows }: HandOffBatch): string {
  return csvOf([Object.keys(COLUMNS), ...rows.map((row) => Object.values(COLUMNS).map((of) => of(row)))]);
}

export function csvOf(lines: readonly (readonly Cell[])[]): string {
  return lines.map((cells) => `${cells.map(written).join(',')}\r\n`).join('');
}

function amount(minor: number): string {
  const cents = String(Math.abs(minor) % 100).padStart(2, '0');
  return `${minor < 0 ? '-' : ''}${Math.floor(Math.abs(minor) / 100)}.${cents}`;
}

/** A text that a spreadsheet would take for a formula is written as text: names come from outside. */
function written(cell: Cell): string {
  const text = cell === null ? '' : String(cell);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

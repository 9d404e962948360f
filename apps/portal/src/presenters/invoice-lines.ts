import type { PortalCase } from '#contracts';
import { daysPastDue } from '#domain';
import { isoDateIn, type Wording } from '../language/wording.js';

interface InvoiceLine {
  number: string;
  due: string;
  /** How late it is; null when it is paid or not yet due. */
  late: string | null;
  open: string;
}

/** The invoices that the case is made of, the oldest due first; null for cases without. */
export function invoiceLines(record: PortalCase, wording: Wording, now: number): InvoiceLine[] | null {
  if (record.debtorKind !== 'business' || record.invoices.length === 0) return null;
  const today = isoDateIn(record.creditor.zone, now);
  return record.invoices.map(({ number, dueDate, openMinor }) => {
    const late = daysPastDue(dueDate, today);
    return {
      number,
      due: wording.t('case.dueDate', { date: wording.date(dueDate) }),
      late: late > 0 && openMinor > 0 ? wording.t('case.overdue', { n: late }) : null,
      open: openMinor > 0 ? wording.money(openMinor, record.currency) : wording.t('invoices.paid'),
    };
  });
}

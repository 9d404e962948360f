import type { PaymentFault, PaymentSource } from '#contracts';
import type { Desk } from '../desk/desk.js';
import { type NotFound, notFound } from '../desk/results.js';
import { recordPayments } from './record-payments.usecase.js';

export interface Pay {
  creditorId: string;
  caseId: string;
  /** Unique with the creditor; what makes a repeated webhook harmless. */
  reference: string;
  amountMinor: number;
  currency: string;
  paidOn: string;
  source: PaymentSource;
  actor: string;
}

export type PayResult =
  | { kind: 'ok'; paidOff: boolean; cancelled: number; fault: PaymentFault | null }
  | { kind: 'alreadyDone' }
  | NotFound;

/** One payment for one known case, as a webhook or the portal reports it. */
export async function pay(desk: Desk, command: Pay): Promise<PayResult> {
  const known = await desk.store.personsOfCases([command.caseId], command.creditorId);
  if (known.size === 0) return notFound;
  const { creditorId, source, actor, ...payment } = command;
  const recorded = await recordPayments(desk, { creditorId, source, actor, payments: [payment] });
  if (recorded.recorded === 0) return { kind: 'alreadyDone' };
  const fault = recorded.faults[0]?.fault ?? null;
  return { kind: 'ok', paidOff: recorded.paidOff > 0, cancelled: recorded.cancelled, fault };
}

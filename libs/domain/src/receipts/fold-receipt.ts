import type { ContactChannel } from '../policy/contact-facts.js';
import { legStatuses, STATUS_ORDER, type LegStatus } from './leg-status.js';

/** What receipts have told about a leg so far. */
export interface LegState {
  readonly status: LegStatus;
  /** The provider's code for why the leg failed, of the receipt that set the status. */
  readonly errorCode: string | null;
}

/** The part of a receipt that bears on the status. */
export interface StatusReceipt {
  readonly status: LegStatus;
  readonly errorCode?: string | null;
}

export interface FoldedLeg extends LegState {
  /** Whether the receipt told anything new. */
  readonly changed: boolean;
}

/** A leg of which no receipt has come. */
export const UNREPORTED: LegState = { status: 'rendered', errorCode: null };

/**
 * Folds one receipt into a leg's state (I7): the status moves up the channel's order and never back, so that
 * receipts may come early, late, twice or out of order and end in the same state. Of two receipts with one
 * status the first error code in alphabetical order stays, for the same reason.
 *
 * A receipt whose status the channel does not have changes nothing; it is kept, but tells nothing.
 */
export function foldReceipt(channel: ContactChannel, current: LegState, receipt: StatusReceipt): FoldedLeg {
  const ranks = RANKS[channel];
  const received = ranks[receipt.status];
  const known = ranks[current.status] ?? -1;
  const errorCode = receipt.errorCode ?? null;
  if (received === undefined || received < known) return { ...current, changed: false };
  if (received > known) return { status: receipt.status, errorCode, changed: true };
  const kept = firstOf(current.errorCode, errorCode);
  return { status: current.status, errorCode: kept, changed: kept !== current.errorCode };
}

function firstOf(a: string | null, b: string | null): string | null {
  if (a === null) return b;
  return b !== null && b < a ? b : a;
}

type Ranks = Readonly<Partial<Record<LegStatus, number>>>;

const RANKS: Readonly<Record<ContactChannel, Ranks>> = {
  sms: ranksOf('sms'),
  email: ranksOf('email'),
  rcs: ranksOf('rcs'),
  voice: ranksOf('voice'),
};

function ranksOf(channel: ContactChannel): Ranks {
  const order = STATUS_ORDER[channel];
  return Object.fromEntries(
    legStatuses.filter((status) => order.includes(status)).map((status) => [status, order.indexOf(status)]),
  );
}

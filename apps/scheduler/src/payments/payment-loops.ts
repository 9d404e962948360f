import { Inject, Injectable, Logger } from '@nestjs/common';
import { Desk, placePayments } from '#casework';
import { ServiceLoops } from '../service-loops.js';

/** Imports place what waited for their cases themselves: this is for money that came in the same moment. */
const REST_MS = 10_000;

/** Brings money that came before its case to the case. */
@Injectable()
export class PaymentLoops extends ServiceLoops {
  constructor(@Inject(Desk) desk: Desk) {
    const logger = new Logger('payments');
    const onFault = (creditorId: string, error: unknown): void =>
      logger.error(`payments of creditor ${creditorId} cannot be placed now; they wait`, error);
    super('payments', REST_MS, { 'placing payments': () => placePayments(desk, onFault) });
  }
}

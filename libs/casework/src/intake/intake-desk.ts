import type { BusinessClock, IntakeStore } from '#contracts';
import { type Calendar, deriveKey } from '#domain';
import type { Desk } from '../desk/desk.js';

/** What imports work with. */
export class IntakeDesk {
  /** Keys of the hashes by which persons and addresses are known again. */
  readonly personKey: Buffer;
  readonly contactKey: Buffer;
  readonly clock: BusinessClock;
  readonly calendar: Calendar;

  /** @param secret of the installation */
  constructor(
    readonly casework: Desk,
    readonly store: IntakeStore,
    secret: string,
  ) {
    this.clock = casework.clock;
    this.calendar = casework.calendar;
    this.personKey = deriveKey(secret, 'person');
    this.contactKey = deriveKey(secret, 'contact');
  }
}

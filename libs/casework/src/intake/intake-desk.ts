import type { BusinessClock, IntakeStore } from '#contracts';
import { type Calendar, deriveKey } from '#domain';

/** What imports work with. */
export class IntakeDesk {
  /** Keys of the hashes by which persons and addresses are known again. */
  readonly personKey: Buffer;
  readonly contactKey: Buffer;

  /** @param secret of the installation */
  constructor(
    readonly store: IntakeStore,
    readonly clock: BusinessClock,
    readonly calendar: Calendar,
    secret: string,
  ) {
    this.personKey = deriveKey(secret, 'person');
    this.contactKey = deriveKey(secret, 'contact');
  }
}

import type { BusinessClock, CaseworkStore } from '#contracts';
import type { Calendar } from '#domain';

/** What every use case works with. Applications build one and pass it on; it keeps nothing of its own. */
export class Desk {
  constructor(
    readonly store: CaseworkStore,
    readonly clock: BusinessClock,
    /** In which business days are counted. */
    readonly calendar: Calendar,
  ) {}
}

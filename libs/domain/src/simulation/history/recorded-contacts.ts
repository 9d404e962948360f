import type { SimulatedContact } from '../simulation-watcher.js';
import type { RecordedHistory } from './recorded-history.js';

/** A contact that was recorded and is not simulated, or the other way round. */
export interface UnlikeContact {
  readonly case: string;
  readonly step: string;
  readonly leg: number;
  readonly channel: string;
  /** Business instant in ISO form. */
  readonly at: string;
}

/** How the contacts of a simulation compare with those that were recorded, leg by leg and to the millisecond. */
export interface ContactsCompared {
  readonly recorded: number;
  readonly alike: number;
  readonly missing: readonly UnlikeContact[];
  readonly added: readonly UnlikeContact[];
}

/** Crosses off what was recorded as the simulation makes it. */
export class RecordedContacts {
  private readonly left = new Map<string, UnlikeContact>();
  private readonly added: UnlikeContact[] = [];
  private readonly recorded: number;
  private alike = 0;

  constructor(history: RecordedHistory) {
    for (const { legs } of history.values())
      for (const each of legs) {
        const at = new Date(each.at).toISOString();
        const { case: ref, step, occurrence, leg, channel } = each;
        this.left.set(`${ref}|${step}|${occurrence}|${leg}|${channel}|${at}`, {
          case: ref,
          step,
          leg,
          channel,
          at,
        });
      }
    this.recorded = this.left.size;
  }

  look({ case: { ref }, stepKey, occurrence, legNo, channel, at: instant }: SimulatedContact): void {
    const at = new Date(instant).toISOString();
    if (this.left.delete(`${ref}|${stepKey}|${occurrence}|${legNo}|${channel}|${at}`)) this.alike += 1;
    else this.added.push({ case: ref, step: stepKey, leg: legNo, channel, at });
  }

  compared(): ContactsCompared {
    const { recorded, alike, added } = this;
    return { recorded, alike, missing: [...this.left.values()], added };
  }
}

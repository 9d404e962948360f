import type { SimulatedContact } from '../simulation-watcher.js';
import { casesOf, type RecordedHistory, type RecordedLeg } from './recorded-history.js';

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
  private readonly left = new Map<string, RecordedLeg>();
  private readonly added: UnlikeContact[] = [];
  private readonly recorded: number;
  private alike = 0;

  constructor(history: RecordedHistory) {
    for (const { legs } of history.values()) for (const leg of legs) this.left.set(keyOf(leg), leg);
    this.recorded = this.left.size;
  }

  /**
   * A contact is the same when it was about the cases that are recorded of it, whichever is named first. It may be about
   * more: a case that is taken out of a message before a later leg is no longer recorded of the earlier ones either.
   */
  look({
    case: { ref },
    covers,
    stepKey: step,
    occurrence,
    legNo: leg,
    channel,
    at,
  }: SimulatedContact): void {
    const about = new Set(covers.map((each) => each.ref));
    for (const each of about) {
      const key = keyOf({ case: each, step, occurrence, leg, channel, at });
      const recorded = this.left.get(key);
      if (recorded === undefined || !casesOf(recorded).every((one) => about.has(one))) continue;
      this.left.delete(key);
      this.alike += 1;
      return;
    }
    this.added.push(unlike({ case: ref, step, leg, channel, at }));
  }

  compared(): ContactsCompared {
    const { recorded, alike, added } = this;
    return { recorded, alike, missing: [...this.left.values()].map(unlike), added };
  }
}

type Compared = Pick<RecordedLeg, 'case' | 'step' | 'leg' | 'channel' | 'at'>;

function keyOf({
  case: ref,
  step,
  occurrence,
  leg,
  channel,
  at,
}: Compared & Pick<RecordedLeg, 'occurrence'>): string {
  return `${ref}|${step}|${occurrence}|${leg}|${channel}|${at}`;
}

function unlike({ case: ref, step, leg, channel, at }: Compared): UnlikeContact {
  return { case: ref, step, leg, channel, at: new Date(at).toISOString() };
}

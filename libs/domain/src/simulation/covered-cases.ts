import { requireIsoDate } from '../calendar/civil-date.js';
import type { LiveCase } from './lives.js';

/** The cases that one message is of. One for several may lose some before it leaves; one for a single case keeps it. */
export class CoveredCases {
  private cases: readonly LiveCase[];
  /** Whose cadences hear of it: that of the case which began it always, whatever becomes of that one. */
  private listening: ReadonlySet<LiveCase>;
  private readonly planned: number;

  /** @param others cases beside the first that it was planned for */
  constructor(
    private readonly first: LiveCase,
    others: readonly LiveCase[],
  ) {
    this.cases = [first, ...others];
    this.listening = new Set(this.cases);
    this.planned = this.cases.length;
  }

  get all(): readonly LiveCase[] {
    return this.cases;
  }

  get listeners(): Iterable<LiveCase> {
    return this.listening;
  }

  /** Whether it was planned for several. */
  get shared(): boolean {
    return this.planned > 1;
  }

  /** The one that it is told of by: the first that it was planned for, unless that is out of it. */
  get named(): LiveCase {
    return this.cases[0] ?? this.first;
  }

  /** Number of the only debt that it is about; null where it is about several, and counts for each. */
  get about(): string | null {
    return this.cases.length > 1 ? null : this.named.of.ref;
  }

  /** Whether a case that comes to its step has had it. */
  reaches(of: LiveCase): boolean {
    return this.listening.has(of);
  }

  /** Whether there is no other case in it. */
  isOnly(of: LiveCase): boolean {
    return this.cases.every((each) => each === of);
  }

  /** It is to say nothing of a case any more; whether others are left. */
  leave(of: LiveCase): boolean {
    const left = this.cases.filter((each) => each !== of);
    if (left.length > 0) this.cases = left;
    return left.length > 0;
  }

  /** Those that it may speak of now; where it may of none, the first, whose own facts refuse it. One alone is decided as it is. */
  said(now: number): readonly LiveCase[] {
    if (this.cases.length === 1) return this.cases;
    const said = this.cases.filter((each) => mayBeSaid(each, now));
    return said.length > 0 ? said : [this.named];
  }

  /** From here on it is of those that it speaks of. Answers the others, which it did not tell of. */
  keepTo(said: readonly LiveCase[]): readonly LiveCase[] {
    const untold = this.cases.filter((each) => !said.includes(each));
    if (untold.length === 0) return untold;
    this.cases = said;
    this.listening = new Set([this.first, ...said]);
    return untold;
  }
}

/** Whatever keeps a single case from being written about takes it out of what a message for several says. */
function mayBeSaid(each: LiveCase, now: number): boolean {
  const { timeBarredOn, zone, portfolioZone } = each.of;
  const { calendar } = each.person.world.campaign;
  const barred =
    timeBarredOn !== null && calendar.localDay(now, zone ?? portfolioZone) >= requireIsoDate(timeBarredOn);
  return each.open && !barred && each.holdsAt(now).length === 0;
}

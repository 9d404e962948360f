/** What happens to one person, in the order of time; what was put in first comes first at the same instant. */
export class Timetable {
  private readonly entries: { at: number; act: (now: number) => void }[] = [];

  /** @param at epoch ms */
  add(at: number, act: (now: number) => void): void {
    const { entries } = this;
    // Latest first, so that the next one is taken from the end.
    let position = entries.length;
    while (position > 0 && (entries[position - 1]?.at ?? Infinity) <= at) position -= 1;
    entries.splice(position, 0, { at, act });
  }

  /** Lets everything happen that is planned before `until`, and what that brings about. */
  run(until: number): void {
    for (let next = this.entries.pop(); next !== undefined && next.at < until; next = this.entries.pop()) {
      next.act(next.at);
    }
  }
}

/** Business time that stands still until a test moves it. */
export class ManualClock {
  constructor(private instant = Date.parse('2026-11-23T07:00:00Z')) {}

  now(): number {
    return this.instant;
  }

  moveTo(instant: number): void {
    this.instant = Math.max(this.instant, instant);
  }

  pass(ms: number): void {
    this.instant += ms;
  }
}

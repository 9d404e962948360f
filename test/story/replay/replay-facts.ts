import type { Replayed } from './replay-run.js';

/** What holds of any campaign that was lived through again. */
export function describeReplay(replayed: () => Replayed): void {
  it('plans the same contacts as were made in earnest: case, step, channel and millisecond', () => {
    const { replay } = replayed().report;
    expect(replay?.missing).toEqual([]);
    expect(replay?.added).toEqual([]);
    expect(replay?.alike).toBe(replay?.recorded);
  });

  it('had enough to compare: contacts by all channels, and cases that people and debtors changed', () => {
    const { report, enrolled, deeds } = replayed();
    expect(report.cases.enrolled).toBe(enrolled);
    for (const count of Object.values(report.contacts.byChannel)) expect(count).toBeGreaterThan(0);
    for (const kind of ['hold', 'lift', 'dispute', 'part payment', 'agents', 'pause', 'resume']) {
      expect(deeds[kind]).toBeGreaterThan(0);
    }
  });

  it('makes no contact that the auditor of simulations would object to', () => {
    expect(replayed().report.violations.first).toEqual([]);
  });
}

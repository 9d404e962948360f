import type { Stage } from '../cadence/stage.js';

/** How much of what is owed tends to come in, in thousandths, by stage and age of the debt. */
export interface RecoveryChanceTable {
  readonly version: string;
  /** First day of its validity, YYYY-MM-DD. */
  readonly validFrom: string;
  /** V seen in a public source, K general knowledge of the field. */
  readonly mark: 'V' | 'K';
  readonly source: string;
  /** The first line that fits decides; `upToDpd` counts days past due, both ends included. */
  readonly lines: readonly {
    readonly stages: readonly Stage[];
    readonly upToDpd: number;
    readonly perMille: number;
  }[];
}

const AMICABLE: readonly Stage[] = ['pre_due', 'early', 'mid', 'late'];

/**
 * Which table holds on a day is decided by `validFrom`, so that a figure given yesterday can be explained tomorrow.
 * A new table is added, an old one never changed. The order of work follows from it and nothing else: no debtor is
 * treated worse for a figure.
 */
export const RECOVERY_CHANCES: readonly RecoveryChanceTable[] = [
  {
    version: '2026-01',
    validFrom: '2026-01-01',
    mark: 'K',
    source:
      'starting points of ours: the chance falls by about a half in half a year; replace them by your own cohorts',
    lines: [
      { stages: AMICABLE, upToDpd: 0, perMille: 950 },
      { stages: AMICABLE, upToDpd: 30, perMille: 850 },
      { stages: AMICABLE, upToDpd: 60, perMille: 700 },
      { stages: AMICABLE, upToDpd: 90, perMille: 600 },
      { stages: AMICABLE, upToDpd: 180, perMille: 450 },
      { stages: AMICABLE, upToDpd: 365, perMille: 250 },
      { stages: AMICABLE, upToDpd: Infinity, perMille: 120 },
      { stages: ['pre_legal'], upToDpd: 180, perMille: 400 },
      { stages: ['pre_legal'], upToDpd: Infinity, perMille: 200 },
      { stages: ['legal'], upToDpd: Infinity, perMille: 180 },
      { stages: ['enforcement'], upToDpd: Infinity, perMille: 100 },
      { stages: ['closed'], upToDpd: Infinity, perMille: 0 },
    ],
  },
];

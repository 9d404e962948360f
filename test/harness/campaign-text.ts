/** One message of a campaign: how it goes, as lines of its step. */
export interface PlannedMessage {
  key: string;
  /** Days past due. */
  dpd: number;
  way: readonly string[];
}

/** A campaign of messages at half past nine about overdue debts, and of nothing else: for measuring and for chaos. */
export function campaignText(key: string, messages: readonly PlannedMessage[]): string {
  return [
    `key: ${key}`,
    'name: One message',
    'version: 1',
    'country: PL',
    'zone: Europe/Warsaw',
    'policies: [pl-default]',
    'audience: { currency: PLN, kind: consumer }',
    'goals: [paid, closed]',
    'lateEntry: { start: current-stage }',
    'catchUpDays: 3',
    'steps:',
    ...messages.flatMap(({ key: step, dpd, way }) => [
      `  - key: ${step}`,
      '    type: send',
      `    at: { dpd: ${dpd}, time: '09:30' }`,
      ...way.map((line) => `    ${line}`),
      '    template: overdue',
    ]),
    '  - key: over',
    '    type: end',
    '',
  ].join('\n');
}

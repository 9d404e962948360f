/** A campaign of one message by one channel. */
export function singleStep(channel: 'sms' | 'email'): string {
  return [
    'key: chaos',
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
    '  - key: notice',
    '    type: send',
    "    at: { dpd: 1, time: '09:30' }",
    `    channel: ${channel}`,
    '    template: overdue',
    '  - key: over',
    '    type: end',
    '',
  ].join('\n');
}

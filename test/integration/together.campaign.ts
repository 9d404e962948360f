/** Three days past due a debtor is told once of all cases that are there, or come there within two days. */
export const ONE_FOR_ALL = `
key: one-for-all
name: One for all
version: 1
country: PL
zone: Europe/Warsaw
policies: [pl-default]
audience: { currency: PLN, kind: consumer }
steps:
  - { key: notice, type: send, at: { dpd: 3, time: '09:30' }, channel: sms, template: overdue, together: { template: overdue-together, withinDays: 2 } }
  - { key: answer, type: branch, on: response, within: { days: 10, time: '12:00' }, cases: { responded: heard, none: silent, unreachable: lost } }
  - { key: heard, type: end, reason: heard }
  - { key: silent, type: end, reason: silent }
  - { key: lost, type: end, reason: lost }
`;

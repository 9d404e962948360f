import type { MessageUse } from '../message-judge.js';
import { parseCampaign } from './parse-campaign.js';

const campaign = (steps: string, more = '') => `
key: trial
name: Trial
version: 1
country: PL
zone: Europe/Warsaw
policies: [pl-default, eu-base]
audience: { currency: PLN, kind: consumer }
goals: [paid]
${more}
steps:
${steps}
  - { key: over, type: end }
`;

/** Every use that a judge was asked about, in order, with what was asked of it. */
function usesOf(text: string): { uses: MessageUse[]; policies: readonly string[] } {
  const uses: MessageUse[] = [];
  let asked: readonly string[] = [];
  const judgeMessage = (use: MessageUse, policies: readonly string[]) => {
    uses.push(use);
    asked = policies;
    return [];
  };
  const parsed = parseCampaign(text, 'trial.yaml', { judgeMessage });
  expect(parsed).not.toHaveProperty('faults');
  return { uses, policies: asked };
}

const WAIT = `  - { key: rest, type: wait, for: { days: 2, time: '10:00' } }`;

describe('what is asked about a campaign’s messages', () => {
  it('is not how a family sounds by a channel that it is not written for: that alone is its fault', () => {
    const text = campaign(`  - { key: one, type: send, channel: voice, template: overdue }`);
    const templateFamilies = new Map([
      ['overdue', { about: 'case' as const, stages: [], channels: ['sms'] }],
    ]);
    const parsed = parseCampaign(text, 'trial.yaml', { judgeMessage: () => ['is silent'], templateFamilies });
    expect('faults' in parsed && parsed.faults.map(({ message }) => message)).toEqual([
      '"overdue" is not written for voice; it is for sms',
    ]);
  });

  it('is every family by every channel that it may go by, under the packs that the campaign names', () => {
    const { uses, policies } = usesOf(
      campaign(`  - key: one
    type: send
    channels: [{ channel: rcs }, { channel: sms }]
    template: overdue
    variants:
      - { key: a, share: 1 }
      - { key: b, share: 1, template: demand }`),
    );
    expect(uses).toEqual([
      { family: 'overdue', channel: 'rcs', first: true },
      { family: 'overdue', channel: 'sms', first: true },
      { family: 'demand', channel: 'rcs', first: true },
      { family: 'demand', channel: 'sms', first: true },
    ]);
    expect(policies).toEqual(['pl-default', 'eu-base']);
  });

  it('takes what waits behind another message for a later one', () => {
    const steps = `  - { key: one, type: send, channel: sms, template: a }\n${WAIT}
  - { key: two, type: send, channel: sms, template: b }`;
    expect(usesOf(campaign(steps)).uses.map(({ family, first }) => [family, first])).toEqual([
      ['a', true],
      ['b', false],
    ]);
  });

  it('takes what has a day of its own for one that late cases skip: what follows may be their first', () => {
    const steps = `  - { key: one, type: send, at: { dpd: 1, time: '10:00' }, channel: sms, template: a }
  - { key: two, type: send, at: { dpd: 4, time: '10:00' }, channel: sms, template: b }
  - { key: three, type: send, channel: email, template: c }
  - { key: four, type: send, channel: email, template: d }`;
    expect(usesOf(campaign(steps)).uses.map(({ family, first }) => [family, first])).toEqual([
      ['a', true],
      ['b', true],
      ['c', true],
      ['d', false],
    ]);
  });

  it('takes where cases go for which all is over for their beginning', () => {
    const steps = `  - { key: one, type: send, channel: sms, template: a }
  - { key: two, type: send, channel: sms, template: b }
  - { key: three, type: send, channel: sms, template: c }`;
    const beyond = 'lateEntry: { start: current-stage, beyond: three }';
    expect(usesOf(campaign(steps, beyond)).uses.map(({ family, first }) => [family, first])).toEqual([
      ['a', true],
      ['b', false],
      ['c', true],
    ]);
  });

  it('is told at the template, with line and column', () => {
    const text = campaign('  - { key: one, type: send, channel: sms, template: a }');
    const parsed = parseCampaign(text, 'trial.yaml', {
      judgeMessage: ({ family }) => [`"${family}" is rude`],
    });
    expect('faults' in parsed && parsed.faults).toEqual([
      expect.objectContaining({ line: 12, message: expect.stringContaining('"a" is rude') }),
    ]);
  });
});

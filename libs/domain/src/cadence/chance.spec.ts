import { advance } from './advance.js';
import { campaignText, caseFacts, compiled, warsaw } from './campaign.fixture.js';
import type { CaseFacts } from './case-facts.js';
import type { CompiledCampaign } from './compile-campaign.js';
import type { Advance, SendEffect } from './effects.js';
import { enterCampaign } from './enrolment-state.js';
import { parseCampaign } from './parsing/parse-campaign.js';

const DAY_ONE = warsaw('2026-01-13', '10:30');
const PEOPLE = Array.from({ length: 2_000 }, (_, index) => `person-${index}`);

function entered(campaign: CompiledCampaign, changes: Partial<CaseFacts>, now = DAY_ONE): Advance {
  return advance(campaign, enterCampaign(now), caseFacts(changes), now);
}

const sends = (result: Advance): SendEffect[] =>
  result.effects.flatMap((effect) => (effect.kind === 'send' ? [effect] : []));

/** What share of the people the test is true of. */
function shareOf(test: (subject: string) => boolean): number {
  return PEOPLE.filter(test).length / PEOPLE.length;
}

describe('the variants of a step', () => {
  const campaign = compiled(
    campaignText(`
  - key: first
    type: send
    at: { dpd: 1, time: '10:00' }
    channel: sms
    template: overdue
    variants:
      - { key: plain, share: 3 }
      - { key: warm, share: 1, template: reminder, tone: friendly }
  - { key: done, type: end }`),
  );
  const variantOf = (subject: string) => sends(entered(campaign, { subject }))[0];

  it('are drawn by their shares', () => {
    const warm = shareOf((subject) => variantOf(subject)?.variant === 'warm');
    expect(warm).toBeGreaterThan(0.21);
    expect(warm).toBeLessThan(0.29);
  });

  it('take the place of the step’s template and tone, and are named with the message', () => {
    const found = PEOPLE.map(variantOf);
    expect(found.find((effect) => effect?.variant === 'warm')).toMatchObject({
      template: 'reminder',
      tone: 'friendly',
    });
    expect(found.find((effect) => effect?.variant === 'plain')).toMatchObject({
      template: 'overdue',
      tone: null,
    });
  });

  it('stay the same for a debtor, whatever else changes about the case', () => {
    for (const subject of PEOPLE.slice(0, 50)) {
      const again = sends(entered(campaign, { subject, balanceMinor: 7, language: 'uk' }))[0];
      expect(again?.variant).toBe(variantOf(subject)?.variant);
    }
  });

  it('must be told apart, and exist', () => {
    const text = campaignText(`
  - key: first
    type: send
    at: { dpd: 1, time: '10:00' }
    channel: sms
    template: overdue
    variants: [{ key: a, share: 1, template: nowhere }, { key: a, share: 1 }]
  - { key: done, type: end }`);
    const families = new Map([['overdue', { about: 'case' as const, stages: [], channels: ['sms'] }]]);
    const parsed = parseCampaign(text, 'trial.yaml', { templateFamilies: families });
    expect('faults' in parsed && parsed.faults.map(({ path, message }) => `${path}: ${message}`)).toEqual([
      'steps[0].variants[0].template: unknown template family "nowhere"; known: overdue',
      'steps[0].variants[1].key: "a" is already the key of a variant',
    ]);
  });
});

describe('a branch that splits at random', () => {
  const text = campaignText(`
  - { key: ways, type: branch, split: [{ share: 1, go: soft }, { share: 1, go: firm }] }
  - { key: soft, type: send, at: { dpd: 1, time: '10:00' }, channel: sms, template: reminder }
  - { key: soft-later, type: send, at: { dpd: 9, time: '10:00' }, channel: sms, template: reminder, next: done }
  - { key: firm, type: send, at: { dpd: 1, time: '10:00' }, channel: email, template: overdue }
  - { key: firm-later, type: send, at: { dpd: 4, time: '10:00' }, channel: email, template: overdue }
  - { key: done, type: end }`);
  const campaign = compiled(text);
  const stepOf = (subject: string, now?: number) => sends(entered(campaign, { subject }, now))[0]?.stepKey;

  it('has ways beside one another, each with days of its own', () => {
    expect('campaign' in parseCampaign(text, 'trial.yaml')).toBe(true);
    const soft = shareOf((subject) => stepOf(subject) === 'soft');
    expect(soft).toBeGreaterThan(0.46);
    expect(soft).toBeLessThan(0.54);
  });

  it('keeps who enters late on their own way', () => {
    const late = warsaw('2026-01-21', '10:30');
    for (const subject of PEOPLE.slice(0, 100)) {
      const { next } = entered(campaign, { subject }, late);
      const way = stepOf(subject);
      if (way === 'soft') expect(stepOf(subject, late)).toBe('soft-later');
      else expect(next).toEqual({ kind: 'ended', reason: 'all_steps_passed' });
    }
  });

  it('names days that go back along one way', () => {
    const parsed = parseCampaign(text.replace('dpd: 9', 'dpd: 0'), 'trial.yaml');
    expect('faults' in parsed && parsed.faults.map(({ message }) => message)).toEqual([
      'day 0 at 10:00 is before "soft" above it (day 1 at 10:00)',
    ]);
  });
});

describe('a share held out', () => {
  const text = campaignText(`
  - { key: first, type: send, at: { dpd: 1, time: '10:00' }, channel: sms, template: overdue }
  - { key: done, type: end }`);
  const campaign = compiled(text.replace('policies:', 'holdOut: 0.1\npolicies:'));
  const isHeldOut = (subject: string) => entered(campaign, { subject }).next.kind === 'ended';

  it('is never contacted, and says why', () => {
    const subject = PEOPLE.find(isHeldOut) ?? '';
    const result = entered(campaign, { subject });
    expect(sends(result)).toEqual([]);
    expect(result.next).toEqual({ kind: 'ended', reason: 'hold_out' });
  });

  it('is as large as it was to be, and drawn apart from what else is drawn', () => {
    const share = shareOf(isHeldOut);
    expect(share).toBeGreaterThan(0.08);
    expect(share).toBeLessThan(0.12);
    const other = compiled(
      text.replace('policies:', 'holdOut: 0.1\npolicies:').replace('key: trial', 'key: another'),
    );
    const both = shareOf(
      (subject) => isHeldOut(subject) && entered(other, { subject }).next.kind === 'ended',
    );
    expect(both).toBeLessThan(0.03);
  });
});

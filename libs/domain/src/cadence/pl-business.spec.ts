import { existsSync, readFileSync } from 'node:fs';
import { advance } from './advance.js';
import { campaignCalendar } from './cadence-calendar.js';
import { caseFacts } from './campaign.fixture.js';
import { compileCampaign } from './compile-campaign.js';
import { enterCampaign } from './enrolment-state.js';
import { parseCampaign } from './parsing/parse-campaign.js';

const read = (name: string): string =>
  readFileSync(new URL(`../../../../campaigns/${name}`, import.meta.url), 'utf8');

function campaignOf(text: string) {
  const parsed = parseCampaign(text, 'pl-business.yaml', { policyPacks: new Set(['pl-b2b']) });
  if ('faults' in parsed) throw new Error(parsed.faults.map(({ message }) => message).join('; '));
  return parsed.campaign;
}

const campaign = campaignOf(read('pl-business.yaml'));

describe('the campaign for businesses', () => {
  it('goes by e-mail and SMS alone, with texts that are there', () => {
    for (const step of campaign.steps) {
      if (step.type !== 'send') continue;
      const channels = step.channels?.map(({ channel }) => channel) ?? [step.channel];
      for (const channel of channels) {
        expect(['email', 'sms']).toContain(channel);
        const file = channel === 'sms' ? 'sms.hbs' : 'email.mjml';
        const path = new URL(`../../../../templates/${step.template}/pl/${file}`, import.meta.url);
        expect(existsSync(path)).toBe(true);
      }
    }
  });

  it('goes from a week before the due date to a hand-off on day 62', () => {
    const days = campaign.steps.map((step) => ('at' in step ? step.at?.dpd : undefined));
    expect(days).toEqual([-7, 3, 7, 14, 21, 30, 45, 46, 62, undefined, undefined]);
  });

  it('has an account manager before any notice, and a person before what comes after the demands', () => {
    const queues = campaign.steps.flatMap((step) => (step.type === 'escalate' ? [step.queue] : []));
    expect(queues).toEqual(['account-managers']);
    expect(campaign.steps.find(({ type }) => type === 'hand-off')).toMatchObject({
      to: 'law-firm',
      approval: true,
      sla: { businessDays: 3 },
    });
  });

  it('hands a case off only when a person approved it, and ends without where one refused', () => {
    const compiled = compileCampaign(campaign, campaignCalendar);
    const now = Date.parse('2026-03-16T09:00:00+01:00');
    const state = { ...enterCampaign(now), stepKey: 'hand-off' };
    const facts = caseFacts({ kind: 'business', stage: 'pre_legal', status: 'open' });
    const first = advance(compiled, state, facts, now);
    expect(first.effects).toEqual([expect.objectContaining({ kind: 'handOff', to: 'law-firm' })]);
    expect(first.next).toMatchObject({ kind: 'parked', stepKey: 'hand-off' });
    const asked = { stepKey: 'hand-off', occurrence: 1, decideBy: now + 1e8 };
    const said = (state: 'approved' | 'refused') =>
      advance(compiled, first.state, { ...facts, handOff: { ...asked, state } }, now + 1).next;
    expect(said('approved')).toEqual({ kind: 'ended', reason: 'handed-off' });
    expect(said('refused')).toEqual({ kind: 'ended', reason: 'not-handed-off' });
  });

  it('sends the copy of the pre-court demand to who approves payments, and to nobody else', () => {
    const compiled = compileCampaign(campaign, campaignCalendar);
    const now = Date.parse('2026-02-27T09:00:00+01:00');
    const facts = caseFacts({ kind: 'business', stage: 'pre_legal', status: 'open' });
    const state = { ...enterCampaign(now), stepKey: 'copy-to-approver' };
    const { effects } = advance(compiled, state, facts, now);
    expect(effects).toContainEqual(
      expect.objectContaining({
        kind: 'send',
        template: 'business-precourt',
        to: { role: 'approver', otherwise: 'nobody' },
      }),
    );
  });

  describe('where day 45 is a Saturday, which no business is contacted on', () => {
    const compiled = compileCampaign(campaign, campaignCalendar);
    const facts = caseFacts({ kind: 'business', stage: 'pre_legal', dueDate: '2026-01-14' });
    const sunday = Date.parse('2026-03-01T09:00:00+01:00');

    it('keeps the demand that waits for Monday when its copy comes due on Sunday', () => {
      const lastMessage = { stepKey: 'precourt-demand', state: 'deferred', at: sunday - 1 } as const;
      const state = { ...enterCampaign(sunday), stepKey: 'copy-to-approver' };
      const { effects } = advance(compiled, state, { ...facts, lastMessage }, sunday);
      expect(effects).toEqual([expect.objectContaining({ kind: 'send', stepKey: 'copy-to-approver' })]);
    });

    it('sends the demand, and its copy behind it, when both come due at once', () => {
      const monday = sunday + 23 * 3_600_000;
      const first = advance(
        compiled,
        { ...enterCampaign(sunday), stepKey: 'precourt-demand' },
        facts,
        monday,
      );
      expect(first.effects).toContainEqual(
        expect.objectContaining({ kind: 'send', stepKey: 'precourt-demand' }),
      );
      expect(first.effects).not.toContainEqual(expect.objectContaining({ kind: 'skip' }));
      expect(first.next).toMatchObject({ kind: 'step', stepKey: 'copy-to-approver', dueAt: monday });
      const second = advance(compiled, first.state, facts, monday);
      expect(second.effects).toEqual([
        expect.objectContaining({ kind: 'send', stepKey: 'copy-to-approver' }),
      ]);
    });
  });

  it('refuses a role that no contact person has', () => {
    expect(() => campaignOf(read('pl-business.yaml').replace('role: approver', 'role: boss'))).toThrow(
      /expected one of "accounting"/,
    );
  });
});

import { campaignCalendar } from './cadence-calendar.js';
import { campaignText } from './campaign.fixture.js';
import type { Campaign } from './campaign.schema.js';
import { compileCampaign } from './compile-campaign.js';
import { parseCampaign } from './parsing/parse-campaign.js';

const TEXT = campaignText(`
  - { key: first, type: send, at: { dpd: 1, time: '09:30' }, channel: sms, template: overdue, next: over }
  - { key: over, type: end }
`);

/** A campaign as an earlier build may have stored it: nobody has checked it against what this build knows. */
function stored(changes: (campaign: Record<string, unknown> & { steps: object[] }) => void): Campaign {
  const parsed = parseCampaign(TEXT, 'trial.yaml');
  if ('faults' in parsed) throw new Error('the text has faults');
  const campaign = structuredClone(parsed.campaign) as unknown as Record<string, unknown> & {
    steps: object[];
  };
  changes(campaign);
  return campaign as unknown as Campaign;
}

describe('a stored campaign that this build does not know how to run fails before anything is sent (I9)', () => {
  it.each<[string, (campaign: Record<string, unknown> & { steps: object[] }) => void, string]>([
    [
      'a step of a kind that nobody handles',
      ({ steps }) => void Object.assign(steps[0] ?? {}, { type: 'pigeon' }),
      'No step type "pigeon" is registered',
    ],
    [
      'a step that leads nowhere',
      ({ steps }) => void Object.assign(steps[0] ?? {}, { next: 'gone' }),
      'Campaign "trial" has no step "gone"',
    ],
    [
      'a country whose holidays are not known',
      (campaign) => void (campaign.country = 'XX'),
      'The calendar knows no country "XX"',
    ],
  ])('%s', (_what, change, message) => {
    expect(() =>
      compileCampaign(
        stored(() => undefined),
        campaignCalendar,
      ),
    ).not.toThrow();
    expect(() => compileCampaign(stored(change), campaignCalendar)).toThrow(message);
  });
});

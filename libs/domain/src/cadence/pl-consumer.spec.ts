import { readFileSync } from 'node:fs';
import { parseCampaign } from './parsing/parse-campaign.js';

const file = new URL('../../../../campaigns/pl-consumer.yaml', import.meta.url);
const parsed = parseCampaign(readFileSync(file, 'utf8'), 'pl-consumer.yaml', {
  policyPacks: new Set(['pl-default']),
});
if ('faults' in parsed) throw new Error(parsed.faults.map(({ message }) => message).join('; '));
const { steps } = parsed.campaign;

describe('the campaign for consumers', () => {
  it('asks by text once whether the whole amount is hard to pay: the words of a text stay the same', () => {
    const offers = steps.flatMap((step) =>
      step.type === 'send' && step.template === 'instalments' ? [step] : [],
    );
    const channels = offers.map((step) => step.channels?.map(({ channel }) => channel) ?? [step.channel]);
    expect(channels).toEqual([['rcs', 'sms'], ['email']]);
  });
});

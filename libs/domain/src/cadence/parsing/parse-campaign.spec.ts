import { readFileSync } from 'node:fs';
import { campaignJsonSchema } from '../campaign.schema.js';
import { campaignText } from '../campaign.fixture.js';
import type { Stage } from '../stage.js';
import type { FamilyTraits } from '../step-type.js';
import { formatFault } from './fault.js';
import { parseCampaign, type CampaignSurroundings } from './parse-campaign.js';

const CAMPAIGNS = new URL('../../../../../campaigns/', import.meta.url);
const file = (name: string): string => readFileSync(new URL(name, CAMPAIGNS), 'utf8');

function faultsOf(text: string, surroundings: CampaignSurroundings = {}): string[] {
  const parsed = parseCampaign(text, 'trial.yaml', surroundings);
  return 'faults' in parsed ? parsed.faults.map(formatFault) : [];
}

const family = (...stages: Stage[]): FamilyTraits => ({
  about: 'case',
  stages,
  channels: ['sms', 'email', 'rcs', 'voice'],
});
const families = (...names: string[]) => new Map(names.map((name) => [name, family()]));

describe('a campaign file', () => {
  it('that ships with the product is sound', () => {
    const templateFamilies = families(
      'reminder',
      'overdue',
      'instalments',
      'demand-bureau',
      'settlement-offer',
      'final-demand',
    );
    const surroundings = { templateFamilies, policyPacks: new Set(['pl-default']) };
    expect(faultsOf(file('pl-consumer.yaml'), surroundings)).toEqual([]);
  });

  it('is described to editors by the schema that reads it', () => {
    expect(JSON.parse(file('campaign.schema.json'))).toEqual(campaignJsonSchema());
  });

  it('names every fault at once, each with its line and column', () => {
    const text = `key: Trial
name: Trial
version: 1
country: PL
zone: Europe/Warszawa
policies: [pl-default, pl-lenient]
audience: { currency: PLN, kind: consumer, dpd: { min: 5, max: 1 } }
colour: blue
steps:
  - key: one
    type: send
    at: { dpd: 3, time: 25:00 }
    channel: sms
    template: overdue
  - key: two
    type: carrier-pigeon
  - key: three
    type: send
    channels: [{ channel: sms }, { channel: fax }]
    template: overdue
  - key: four
    type: send
    channel: email
  - key: done
    type: end
`;
    expect(faultsOf(text, { policyPacks: new Set(['pl-default']) })).toEqual([
      'trial.yaml:1:6 key: must be lower-case words joined by dashes, such as "first-reminder"',
      'trial.yaml:5:7 zone: is no time zone; write one such as "Europe/Warsaw"',
      'trial.yaml:6:24 policies[1]: unknown policy pack "pl-lenient"; known: pl-default',
      'trial.yaml:7:49 audience.dpd: min is greater than max',
      'trial.yaml:8:1 colour: unknown field "colour"',
      'trial.yaml:12:25 steps[0].at.time: must be a time of day such as "09:30"',
      'trial.yaml:16:11 steps[1].type: unknown step type "carrier-pigeon"; known: send, wait, wait-for, branch, escalate, hand-off, notify, set-stage, end',
      'trial.yaml:19:45 steps[2].channels[1].channel: unsupported channel "fax"; supported: sms, email, rcs, voice',
      'trial.yaml:21:5 steps[3].template: "template" is missing',
    ]);
  });

  it('names faults of meaning together', () => {
    const text = campaignText(`
  - { key: first, type: send, at: { dpd: 5, time: '10:00' }, channel: sms, template: remider }
  - { key: second, type: send, at: { dpd: 3, time: '10:00' }, channels: [{ channel: sms }, { channel: sms }], template: overdue }
  - { key: fork, type: branch, on: response, cases: { asleep: first, none: nowhere }, otherwise: first }
  - { key: island, type: end }
  - { key: first, type: end }`);
    expect(faultsOf(text, { templateFamilies: families('overdue', 'reminder') })).toEqual([
      'trial.yaml:9:86 steps[0].template: unknown template family "remider"; known: overdue, reminder',
      'trial.yaml:10:36 steps[1].at: day 3 at 10:00 is before "first" above it (day 5 at 10:00)',
      'trial.yaml:10:103 steps[1].channels[1].channel: "sms" is already earlier in the list',
      'trial.yaml:11:63 steps[2].cases.asleep: "asleep" is no outcome of "response"; known: responded, none, unreachable',
      'trial.yaml:11:63 steps[2].cases.asleep: leads back to "first"; a cadence only leads forward',
      'trial.yaml:11:76 steps[2].cases.none: there is no step "nowhere"',
      'trial.yaml:11:98 steps[2].otherwise: leads back to "first"; a cadence only leads forward',
      'trial.yaml:12:5 steps[3]: nothing leads to "island"',
      'trial.yaml:13:5 steps[4]: nothing leads to "first"',
      'trial.yaml:13:12 steps[4].key: "first" is already the key of step 1',
    ]);
  });

  it('names channels for which a text is not written', () => {
    const text = campaignText(`
  - { key: card, type: send, channels: [{ channel: rcs }, { channel: sms }], template: demand }
  - { key: mail, type: send, channel: email, template: demand }
  - { key: end, type: end }`);
    const templateFamilies = new Map([['demand', { about: 'case' as const, stages: [], channels: ['sms'] }]]);
    expect(faultsOf(text, { templateFamilies })).toEqual([
      'trial.yaml:9:52 steps[0].channels[0].channel: "demand" is not written for rcs; it is for sms',
      'trial.yaml:10:39 steps[1].channel: "demand" is not written for email; it is for sms',
    ]);
  });

  it('names what does not go together with a message for several cases', () => {
    const text = campaignText(`
  - { key: notice, type: send, channels: [{ channel: sms }, { channel: voice }], template: overdue, raisesStage: mid, together: { template: several, withinDays: 20 } }
  - { key: again, type: send, channel: sms, template: overdue, together: { template: severals } }
  - { key: end, type: end }`);
    const templateFamilies = new Map([
      ['overdue', { about: 'case' as const, stages: [], channels: ['sms', 'voice'] }],
      ['several', { about: 'cases' as const, stages: [], channels: ['sms'] }],
    ]);
    expect(faultsOf(text, { templateFamilies })).toEqual([
      'trial.yaml:9:162 steps[0].together.withinDays: Too big: expected number to be <=14',
      'trial.yaml:10:86 steps[1].together.template: unknown template family "severals"; known: overdue, several',
    ]);
    expect(
      faultsOf(text.replace(', withinDays: 20', '').replace('severals', 'several'), { templateFamilies }),
    ).toEqual([
      'trial.yaml:9:114 steps[0].raisesStage: "raisesStage" does not go with "together": what is said to one case of several is said to all',
      'trial.yaml:9:141 steps[0].together.template: "several" is not written for voice; it is for sms',
    ]);
  });

  it('names texts that are not true of one case, of several, of consumers, or before something has happened', () => {
    const text = campaignText(`
  - { key: thanks, type: send, channel: sms, template: receipt }
  - { key: all, type: send, channel: sms, template: several }
  - { key: one, type: send, channel: sms, template: overdue, together: { template: overdue } }
  - { key: bills, type: send, channel: sms, template: invoices }
  - { key: end, type: end }`);
    const of = (about: FamilyTraits['about']): FamilyTraits => ({ about, stages: [], channels: ['sms'] });
    const templateFamilies = new Map([
      ['overdue', of('case')],
      ['several', of('cases')],
      ['invoices', of('invoices')],
      ['receipt', of('event')],
    ]);
    expect(faultsOf(text, { templateFamilies })).toEqual([
      'trial.yaml:9:56 steps[0].template: "receipt" tells of something that has happened: Dunlin sends it then, and no step does',
      'trial.yaml:10:53 steps[1].template: "several" speaks of several cases; name it under "together", and here one for a single case',
      'trial.yaml:11:84 steps[2].together.template: "overdue" speaks of one case; "together" takes a family that is written for several',
      'trial.yaml:12:55 steps[3].template: "invoices" speaks of invoices; it goes with "audience: { kind: business }"',
    ]);
  });

  it.each([
    ['name: "Two\\nlines"', 'must be one line'],
    ['name: "Acme\\0A"', 'holds a control character, or half a character'],
    ['name: "\\uD800"', 'holds a control character, or half a character'],
    ['name: Acme # \u001b[31m', 'holds a control character, or half a character'],
  ])('refuses text that cannot be kept or shown: %j', (name, message) => {
    const text = campaignText('\n  - { key: end, type: end }').replace(/name: .*/, name);
    expect(faultsOf(text).join()).toContain(message);
  });

  it('names texts that would not be true on the day of their step', () => {
    const text = campaignText(`
  - { key: early, type: send, at: { dpd: -2, time: '10:00' }, channel: sms, template: reminder }
  - { key: late, type: send, at: { dpd: 5, time: '10:00' }, channel: sms, template: reminder }
  - { key: last, type: send, at: { dpd: 62, time: '10:00' }, channel: sms, template: demand, raisesStage: pre_legal }
  - { key: after, type: send, at: { dpd: 70, time: '10:00' }, channel: sms, template: court }
  - { key: soon, type: send, channel: sms, template: reminder }
  - { key: end, type: end }`);
    const templateFamilies = new Map([
      ['reminder', family('pre_due')],
      ['demand', family()],
      ['court', family('pre_legal')],
    ]);
    expect(faultsOf(text, { templateFamilies })).toEqual([
      'trial.yaml:10:85 steps[1].template: "reminder" is written for pre_due; on day 5 a case is early',
    ]);
  });

  it.each([
    ['no end', `  - { key: a, type: send, channel: sms, template: t }`, 'is the last step but no end'],
    [
      'a wait for nothing',
      `  - { key: a, type: wait }\n  - { key: b, type: end }`,
      'exactly one of "at", "for"',
    ],
    [
      'no channel',
      `  - { key: a, type: send, template: t }\n  - { key: b, type: end }`,
      'exactly one of "channel"',
    ],
    [
      'a last channel that moves on',
      `  - { key: a, type: send, template: t, channels: [{ channel: sms, moveOn: { when: undelivered } }] }\n  - { key: b, type: end }`,
      'no channel left',
    ],
    [
      'an unconfirmed message without a time',
      `  - { key: a, type: send, template: t, channels: [{ channel: sms, moveOn: { when: unconfirmed } }, { channel: email }] }\n  - { key: b, type: end }`,
      'needs "afterHours"',
    ],
    [
      'a wait for a message to be read',
      `  - { key: a, type: send, template: t, channels: [{ channel: sms, moveOn: { when: unread, afterHours: 4 } }, { channel: email }] }\n  - { key: b, type: end }`,
      'whether a message was read is not waited for',
    ],
    [
      'a branch on nothing',
      `  - { key: a, type: branch }\n  - { key: b, type: end }`,
      'exactly one of "on", "when" and "split"',
    ],
    [
      'a variant of a text, of which there are none,',
      `  - { key: a, type: send, template: t, channel: sms, variant: short }\n  - { key: b, type: end }`,
      'variant',
    ],
    ['a step without a type', `  - { key: a }\n  - { key: b, type: end }`, '"type" is missing'],
    ['no steps', '  []', ''],
  ])('with %s is refused', (_name, steps, message) => {
    const faults = faultsOf(campaignText(steps));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(message);
  });

  it('with a channel that no adapter serves is refused', () => {
    const text = campaignText(`
  - { key: a, type: send, template: t, channel: email }
  - { key: b, type: end }`);
    expect(faultsOf(text, { channels: new Set(['sms']) })).toEqual([
      'trial.yaml:9:49 steps[0].channel: no adapter serves the channel "email"',
    ]);
  });

  it('that is not YAML, is empty or says something twice is refused at its place', () => {
    expect(faultsOf('key: [a\nname: b')[0]).toMatch(/^trial\.yaml:\d+:\d+ /);
    expect(faultsOf('')).toEqual(['trial.yaml:1:1 the file is empty']);
    expect(faultsOf(`${campaignText('  - { key: b, type: end }')}name: Again\n`)[0]).toMatch(
      /^trial\.yaml:10:1 .*unique/i,
    );
  });

  it('names everything that is wrong with a step at once, whatever of it the schema refuses', () => {
    const text = `
key: trial
name: Trial
version: 1
country: PL
zone: Europe/Warsaw
policies: [pl-default]
audience: { currency: PLN, kind: consumer }
steps:
  - { key: first, type: send, at: { dpd: 1, time: '25:00' }, channel: sms, template: nope, next: nowhere }
  - { key: ways, type: branch, when: [{ if: { attributes: { x: {} } }, go: first }], otherwise: nowhere }
  - { key: done, type: end, colour: red }
`;
    const parsed = parseCampaign(text, 'trial.yaml', { templateFamilies: new Map() });
    const faults = 'faults' in parsed ? parsed.faults.map(({ path }) => path) : [];
    expect(faults).toEqual([
      'steps[0].at.time',
      'steps[0].template',
      'steps[0].next',
      'steps[1].when[0].if.attributes.x',
      'steps[1].when[0].go',
      'steps[1].otherwise',
      'steps[2].colour',
    ]);
  });

  it.each([
    [
      'aliases that make more of it than it is',
      `a: &a [1,1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\n`,
    ],
  ])('refuses %s, as a fault with a place', (_what, text) => {
    const parsed = parseCampaign(text, 'bomb.yaml');
    expect('faults' in parsed && parsed.faults.map(({ line, message }) => [line, message])).toEqual([
      [1, 'repeats itself by aliases (&, *), or nests, too often to be read'],
    ]);
  });
});

import { audienceAsksForHistory, audienceOf, type AudienceFacts } from './audience.js';
import { campaignText, compiled } from './campaign.fixture.js';
import { parseCampaign } from './parsing/parse-campaign.js';
import { formatFault } from './parsing/fault.js';

const NOW = Date.parse('2026-01-20T12:00:00+01:00');
const DAY = 86_400_000;
const STEPS = `  - { key: done, type: end }`;

const textWith = (audience: string, more = '') =>
  campaignText(STEPS).replace(
    /audience: .*\n/,
    `audience: { currency: PLN, kind: consumer${audience} }\n${more}`,
  );

function campaignWith(audience: string) {
  const parsed = parseCampaign(textWith(audience), 'trial.yaml');
  if ('faults' in parsed) throw new Error(parsed.faults.map(formatFault).join('\n'));
  return parsed.campaign;
}

function faultsOf(text: string): string[] {
  const parsed = parseCampaign(text, 'trial.yaml');
  return 'faults' in parsed ? parsed.faults.map(formatFault) : [];
}

const facts = (changes: Partial<AudienceFacts> = {}): AudienceFacts => ({
  kind: 'consumer',
  language: 'pl',
  currency: 'PLN',
  balanceMinor: 10_000,
  status: 'open',
  stage: 'early',
  dpd: 8,
  now: NOW,
  ...changes,
});

describe('what an audience asks of the creditor’s own attributes', () => {
  const belongs = (audience: string, attributes: Record<string, string>) =>
    audienceOf(campaignWith(audience))(facts({ attributes }));

  it.each([
    ['{ region: { is: mazowieckie } }', { region: 'mazowieckie' }, true],
    ['{ region: { is: mazowieckie } }', { region: 'Mazowieckie' }, false],
    ['{ region: { in: [mazowieckie, śląskie] } }', { region: 'śląskie' }, true],
    ['{ branch: { is: 7 } }', { branch: '7' }, true],
    ['{ vip: { is: true } }', { vip: 'true' }, true],
    ['{ score: { min: 600, max: 700 } }', { score: '650,5' }, true],
    ['{ score: { min: 600 } }', { score: '599.99' }, false],
    ['{ score: { min: 600 } }', { score: 'high' }, false],
    ['{ region: { notIn: [pomorskie] } }', { region: 'pomorskie' }, false],
    ['{ region: { given: true } }', { region: 'pomorskie' }, true],
    ['{ region: { given: false } }', { region: 'pomorskie' }, false],
    ['{ region: { is: a }, score: { max: 5 } }', { region: 'a', score: '6' }, false],
  ])('%s of %j is %s', (attributes, given, expected) => {
    expect(belongs(`, attributes: ${attributes}`, given)).toBe(expected);
  });

  it.each([
    ['{ region: { is: mazowieckie } }', false],
    ['{ score: { max: 900 } }', false],
    ['{ constructor: { given: true } }', false],
    ['{ region: { notIn: [pomorskie] } }', true],
    ['{ region: { given: false } }', true],
  ])('%s of a case that lacks it is %s', (attributes, expected) => {
    expect(belongs(`, attributes: ${attributes}`, {})).toBe(expected);
  });
});

describe('what an audience asks of the past', () => {
  const past = { payments: 2, contacts: 3, brokenPromises: 1, campaigns: ['pl-consumer-early'] };
  const belongs = (history: string, changes: Partial<AudienceFacts>) =>
    audienceOf(campaignWith(`, history: ${history}`))(facts({ history: past, ...changes }));

  it.each([
    ['{ payments: { min: 1 } }', true],
    ['{ payments: { max: 1 } }', false],
    ['{ contacts: { max: 3 } }', true],
    ['{ contacts: { min: 4 } }', false],
    ['{ brokenPromises: { min: 1 } }', true],
    ['{ brokenPromises: { max: 0 } }', false],
    ['{ entered: [pl-consumer, pl-consumer-early] }', true],
    ['{ entered: [pl-consumer] }', false],
    ['{ notEntered: [pl-consumer-early] }', false],
    ['{ notEntered: [pl-consumer] }', true],
  ])('%s is %s', (history, expected) => {
    expect(belongs(history, {})).toBe(expected);
  });

  it('counts days of 24 hours from the latest payment', () => {
    const paid = (days: number) => ({ lastPaymentAt: NOW - days * DAY });
    expect(belongs('{ paidWithinDays: 30 }', paid(30))).toBe(true);
    expect(belongs('{ paidWithinDays: 30 }', paid(31))).toBe(false);
    expect(belongs('{ paidWithinDays: 30 }', { lastPaymentAt: null })).toBe(false);
    expect(belongs('{ notPaidForDays: 30 }', paid(30))).toBe(false);
    expect(belongs('{ notPaidForDays: 30 }', paid(31))).toBe(true);
    expect(belongs('{ notPaidForDays: 30 }', { lastPaymentAt: null })).toBe(true);
  });

  it('never guesses where the past was not read', () => {
    const { history: _unread, ...unread } = facts({ history: past });
    expect(() => audienceOf(campaignWith(', history: { contacts: { max: 0 } }'))(unread)).toThrow(
      'which was not read',
    );
  });

  it('has it read only where it is asked for', () => {
    const asks = (audience: string) => audienceAsksForHistory(campaignWith(audience));
    expect(asks(', history: { contacts: { max: 0 } }')).toBe(true);
    expect(asks(', history: { paidWithinDays: 3 }')).toBe(false);
    expect(asks('')).toBe(false);
    const branch = `
  - { key: fork, type: branch, when: [{ if: { history: { payments: { min: 1 } } }, go: done }] }
  - { key: done, type: end }`;
    expect(compiled(campaignText(branch)).asksForPast).toBe(true);
    expect(compiled(campaignText(STEPS)).asksForPast).toBe(false);
    expect(
      compiled(textWith(', history: { contacts: { max: 9 } }', 'staysWhile: audience\n')).asksForPast,
    ).toBe(true);
  });
});

describe('faults of conditions', () => {
  it('are named with their line and column, wherever the condition stands', () => {
    const text = campaignText(`
  - { key: fork, type: branch, when: [{ if: { attributes: { score: { min: 2, max: 1 } } }, go: done }] }
  - { key: done, type: end }`).replace(
      /audience: .*\n/,
      `audience: { currency: PLN, kind: consumer, attributes: { Region: { is: a }, b: {} }, history: { entered: [] } }
staysWhile: { history: { paid: 3 } }
`,
    );
    expect(faultsOf(text)).toEqual([
      'trial.yaml:7:58 audience.attributes.Region: must be lower-case words joined by underscores, such as "risk_class"',
      'trial.yaml:7:80 audience.attributes.b: asks nothing; write is, in, notIn, min, max or given',
      'trial.yaml:7:106 audience.history.entered: Too small: expected array to have >=1 items',
      'trial.yaml:8:26 staysWhile.history.paid: unknown field "paid"',
      'trial.yaml:10:68 steps[0].when[0].if.attributes.score: min is greater than max',
    ]);
  });
});

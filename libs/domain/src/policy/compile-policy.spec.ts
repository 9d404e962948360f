import { z } from 'zod';
import { compilePolicy, InvalidPolicyError } from './compile-policy.js';
import { contactRule, type ContactRule } from './contact-rule.js';
import { decideContact } from './decide-contact.js';
import type { PolicyFault } from './policy-faults.js';
import type { PolicyPack } from './policy-pack.js';
import { calendar, permitted, plDefault, plPolicy, warsaw } from './spec-support/policy-facts.js';
import { contactRules } from './rules/registry.js';

function faultsOf(...packs: unknown[]): readonly PolicyFault[] {
  try {
    compilePolicy(packs, { calendar });
  } catch (error) {
    if (error instanceof InvalidPolicyError) return error.faults;
    throw error;
  }
  return [];
}

/** The shipped pack with one rule's entry changed. */
function changed(rule: string, change: Record<string, unknown>): PolicyPack {
  return {
    ...plDefault,
    rules: plDefault.rules.map((each) => (each.rule === rule ? { ...each, ...change } : each)),
  };
}

describe('a policy pack', () => {
  it('that is shipped compiles, every rule with source and mark', () => {
    expect(faultsOf(plDefault)).toEqual([]);
    expect(plPolicy.hash).toMatch(/^[0-9a-f]{64}$/);
    for (const rule of plDefault.rules) expect(rule.source.length).toBeGreaterThan(5);
  });

  it('that names an unknown rule, or a version that is not there, does not compile', () => {
    expect(faultsOf(changed('hold', { rule: 'moon-phase' }))).toEqual([
      { path: [0, 'rules', 9, 'rule'], message: 'unknown rule moon-phase in version 1' },
    ]);
    expect(faultsOf(changed('hold', { version: 7 }))[0]?.message).toBe('unknown rule hold in version 7');
  });

  it('names all its faults at once, each with its place', () => {
    const pack = changed('campaign-pause', { parameters: { recheckMinutes: 'soon' } });
    const faults = faultsOf({
      ...pack,
      rules: pack.rules.map((each) =>
        each.rule === 'frequency-cap' ? { ...each, parameters: { limits: [], extra: 1 } } : each,
      ),
    });
    const places = faults.map(({ path }) => path.join('.'));
    expect(places).toContain('0.rules.13.parameters.recheckMinutes');
    expect(places).toContain('0.rules.15.parameters.limits');
  });

  it.each<[string, Record<string, unknown>]>([
    ['hours that close before they open', { monday: '20:00-08:00' }],
    ['hours that do not exist', { monday: '08:00-25:00' }],
    ['a day left out', { monday: undefined }],
    ['a date that is none', { closedDates: ['24-12'] }],
  ])('is refused for %s', (_name, change) => {
    const hours = plDefault.rules.find(({ rule }) => rule === 'contact-hours');
    expect(
      faultsOf(changed('contact-hours', { parameters: { ...hours?.parameters, ...change } })),
    ).toHaveLength(1);
  });

  it('that leaves out a stop is refused, however short', () => {
    const rules = plDefault.rules.filter(({ rule }) => rule !== 'opt-out');
    expect(faultsOf({ ...plDefault, rules })).toEqual([
      { path: [], message: `from ${plDefault.validFrom} on no pack applies the rule opt-out to collection` },
    ]);
    expect(faultsOf()).toEqual([{ path: [], message: 'no policy pack given' }]);
  });

  it('in two versions must not be in force twice on a day', () => {
    const second = { ...plDefault, version: 3, validFrom: '2027-01-01' };
    expect(faultsOf(plDefault, second)[0]?.path).toEqual([1, 'validFrom']);
    expect(faultsOf({ ...plDefault, validTo: '2026-12-31' }, second)).toEqual([]);
    expect(faultsOf({ ...plDefault, validTo: '2019-01-01' })[0]?.path).toEqual([0, 'validTo']);
  });
});

describe('packs in force together', () => {
  const strict: PolicyPack = {
    ...plDefault,
    id: 'pl-office-hours',
    rules: plDefault.rules
      .filter(({ rule }) => rule === 'contact-hours')
      .map((each) => ({
        ...each,
        parameters: { ...each.parameters, monday: '09:00-17:00', tuesday: '09:00-17:00' },
      })),
  };

  it('all apply: the strictest decides', () => {
    const both = compilePolicy([plDefault, strict], { calendar });
    const early = decideContact({ ...permitted, at: warsaw('2026-11-17T08:30') }, both);
    expect(early).toMatchObject({ outcome: 'defer', until: warsaw('2026-11-17T09:00') });
    expect(early.rule.pack).toBe('pl-office-hours');
    expect(decideContact(permitted, both)).toMatchObject({
      outcome: 'allow',
      validUntil: warsaw('2026-11-17T17:00'),
    });
    expect(decideContact(permitted, both).resolved.packs).toEqual(['pl-default@2', 'pl-office-hours@2']);
  });

  it('are looked at on the day after one of them ends, when the others may lack what it had', () => {
    const until = { ...plDefault, validTo: '2026-12-31' };
    const messages = faultsOf(until, strict).map(({ message }) => message);
    expect(messages).toContain('from 2027-01-01 on no pack applies the rule opt-out to collection');
    expect(messages).not.toContain('from 2027-01-01 on no pack applies the rule contact-hours to collection');
    expect(faultsOf(until, { ...strict, validTo: '2026-12-31' })).toEqual([]);
    expect(faultsOf(until, strict, { ...plDefault, version: 3, validFrom: '2027-01-01' })).toEqual([]);
  });

  it('ask once what several of them have alike; counts are kept for each, and what differs is asked of all', () => {
    const twin: PolicyPack = { ...changed('payment-pause', { parameters: { hours: 48 } }), id: 'pl-twin' };
    const lists = [[plDefault], [plDefault, twin]].map(
      (packs) => compilePolicy(packs, { calendar }).periods[0]?.byPurpose.collection.sms,
    );
    const [one, both] = lists.map((list) => ({
      state: list?.state.map(({ reference }) => reference.id),
      time: list?.time.map(({ reference }) => `${reference.id} of ${reference.pack}`),
    }));
    expect(both?.state).toEqual(one?.state);
    expect(both?.time).toEqual([
      ...(one?.time ?? []),
      'payment-pause of pl-twin',
      'frequency-cap of pl-twin',
    ]);
    const paid = { ...permitted, lastPaymentAt: permitted.at - 3_600_000 };
    expect(decideContact(paid, compilePolicy([plDefault, twin], { calendar }))).toMatchObject({
      outcome: 'defer',
      rule: { id: 'payment-pause', pack: 'pl-twin' },
    });
  });

  it('apply on their days only, and outside all of them nothing leaves', () => {
    const dated = compilePolicy(
      [
        { ...plDefault, validTo: '2026-11-30' },
        { ...strict, validFrom: '2026-11-18', validTo: '2026-11-30' },
      ],
      {
        calendar,
      },
    );
    const at = (time: string) => decideContact({ ...permitted, at: warsaw(time) }, dated);
    expect(at('2026-11-17T18:00').outcome).toBe('allow');
    expect(at('2026-11-24T18:00').outcome).toBe('defer');
    expect(decideContact({ ...permitted, at: warsaw('2019-06-01T12:00') }, dated)).toMatchObject({
      outcome: 'refuse',
      reason: 'no-policy-in-force',
      review: true,
    });
  });
});

describe('a rule of its own', () => {
  it('is one object and one line of registry', () => {
    const neverByVoice: ContactRule = contactRule<unknown>({
      id: 'never-by-voice',
      version: 1,
      meaning: 'Nobody is called.',
      parameters: z.strictObject({}),
      compile: () => ({
        kind: 'state',
        refuse: ({ facts }) => (facts.channel === 'voice' ? { reason: 'voice', review: false } : null),
      }),
    });
    const entry = { ...plDefault.rules[2], rule: 'never-by-voice', parameters: {} };
    const pack = { ...plDefault, rules: [entry, ...plDefault.rules] };
    const policy = compilePolicy([pack], { calendar, rules: [...contactRules, neverByVoice] });
    expect(decideContact({ ...permitted, channel: 'voice' }, policy)).toMatchObject({
      outcome: 'refuse',
      reason: 'voice',
    });
    expect(decideContact(permitted, policy).outcome).toBe('allow');
  });

  it('has an id and version that no other rule has', () => {
    const names = contactRules.map(({ id, version }) => `${id}@${version}`);
    expect(new Set(names).size).toBe(names.length);
  });
});

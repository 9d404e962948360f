import { advance } from '../advance.js';
import { campaignText, caseFacts, compiled, warsaw } from '../campaign.fixture.js';
import type { AskedHandOff, CaseFacts } from '../case-facts.js';
import { enterCampaign } from '../enrolment-state.js';
import { parseCampaign } from '../parsing/parse-campaign.js';

const HEAD = `
  - { key: demand, type: send, at: { dpd: 45, time: '09:00' }, channel: email, template: overdue }`;
const asking = compiled(
  campaignText(`${HEAD}
  - key: court
    type: hand-off
    at: { dpd: 62, time: '09:00' }
    to: law-firm
    approval: true
    sla: { businessDays: 3 }
    refused: talk
  - { key: handed, type: end, reason: handed-off }
  - { key: talk, type: escalate, queue: talks, reason: not-handed-off, sla: { businessDays: 1 }, next: over }
  - { key: over, type: end }`),
);

/** Due on Monday 2026-01-12, 62 days before Sunday 2026-03-15. */
const now = warsaw('2026-03-15', '09:00');
const decideBy = warsaw('2026-03-18', '17:00');
const facts = (changes: Partial<CaseFacts> = {}) => caseFacts({ stage: 'late', ...changes });
const asked = (state: AskedHandOff['state'], occurrence = 1): AskedHandOff => ({
  stepKey: 'court',
  occurrence,
  state,
  decideBy,
});
const first = advance(asking, { ...enterCampaign(now), stepKey: 'court' }, facts(), now);
const later = (handOff: AskedHandOff | null, at = now + 3_600_000, changes: Partial<CaseFacts> = {}) =>
  advance(asking, first.state, facts({ handOff, ...changes }), at);

describe('a hand-off that a person approves', () => {
  it('is asked for once, and stays where it is until the close of the day by which a person decides', () => {
    expect(first.effects).toEqual([
      { kind: 'handOff', stepKey: 'court', occurrence: 1, to: 'law-firm', decideBy },
    ]);
    expect(first.next).toEqual({ kind: 'parked', stepKey: 'court', reviewAt: decideBy });
    const again = later(asked('waiting'));
    expect(again.effects).toEqual([]);
    expect(again.next).toMatchObject({ kind: 'wait', stepKey: 'court', timeoutAt: decideBy });
  });

  it('goes on once it is approved, and elsewhere when it is refused', () => {
    expect(later(asked('approved')).next).toEqual({ kind: 'ended', reason: 'handed-off' });
    const refused = later(asked('refused'));
    expect(refused.effects).toEqual([
      expect.objectContaining({ kind: 'escalate', reason: 'not-handed-off' }),
    ]);
  });

  it('lapses when nobody decides in time: an agent gets the case, and it goes where a refusal leads', () => {
    const over = later(asked('waiting'), decideBy);
    expect(over.effects).toEqual([
      { kind: 'lapse', stepKey: 'court', occurrence: 1 },
      expect.objectContaining({ kind: 'escalate', queue: 'decisions', reason: 'hand-off-overdue' }),
    ]);
    expect(over.next).toMatchObject({ kind: 'parked', stepKey: 'talk' });
    expect(later(asked('waiting'), decideBy - 1).effects).toEqual([]);
  });

  it('is not decided by what was said about an earlier occurrence', () => {
    const state = { ...first.state, occurrence: 2 };
    const { effects } = advance(asking, state, facts({ handOff: asked('approved', 1) }), now + 1);
    expect(effects).toEqual([expect.objectContaining({ kind: 'handOff', occurrence: 2 })]);
  });

  it('takes the place of a message that policy still holds back', () => {
    const lastMessage = { stepKey: 'demand', state: 'deferred', at: now - 1000 } as const;
    const { effects } = advance(
      asking,
      { ...enterCampaign(now), stepKey: 'court' },
      facts({ lastMessage }),
      now,
    );
    expect(effects).toEqual([
      { kind: 'skip', stepKey: 'demand', occurrence: 1, why: 'overtaken' },
      expect.objectContaining({ kind: 'handOff' }),
    ]);
  });

  it('is asked for no longer once the debt is paid', () => {
    expect(later(asked('waiting'), now + 1, { balanceMinor: 0 }).next).toEqual({
      kind: 'ended',
      reason: 'paid',
    });
  });
});

const APPROVED = ', approval: true, sla: { businessDays: 2 }';

describe('a hand-off that sends a letter', () => {
  const letters = ['formal-demand'];
  const faultsOf = (more: string, named = letters): string[] => {
    const letterHandOffs = new Map([['print-house', named]]);
    const known = { handOffs: new Set(['print-house']), letterHandOffs, letters: new Set(letters) };
    const text = campaignText(`
  - { key: letter, type: hand-off, to: print-house${more} }
  - { key: over, type: end }`);
    const result = parseCampaign(text, 'letters.yaml', known);
    return 'faults' in result
      ? result.faults.map(({ line, column, message }) => `${line}:${column} ${message}`)
      : [];
  };

  it('is refused, with its place, where no person approves it', () => {
    expect(faultsOf('')).toEqual([
      expect.stringMatching(
        /^\d+:\d+ "print-house" sends letters, which a person approves: add "approval: true"$/,
      ),
    ]);
    expect(faultsOf(APPROVED)).toEqual([]);
  });

  it('is refused where there are no words for the letter', () => {
    expect(faultsOf(APPROVED, ['formal-demnad'])).toEqual([
      expect.stringMatching(
        /^\d+:\d+ "print-house" sends the letter "formal-demnad", and there is none under templates\/letters$/,
      ),
    ]);
  });
});

describe('a hand-off and a mail to the account manager that nobody is asked about', () => {
  const telling = compiled(
    campaignText(`
  - { key: tell, type: notify, at: { dpd: 7, time: '09:00' }, reason: overdue-invoices }
  - { key: crm, type: hand-off, to: crm }
  - { key: write, type: send, channel: email, template: overdue }
  - { key: over, type: end }`),
  );

  it('are done in passing, and nothing waits for them', () => {
    const at = warsaw('2026-01-19', '09:00');
    const { effects, next } = advance(telling, enterCampaign(at), caseFacts({ stage: 'early' }), at);
    expect(effects).toEqual([
      { kind: 'notify', stepKey: 'tell', occurrence: 1, reason: 'overdue-invoices' },
      { kind: 'handOff', stepKey: 'crm', occurrence: 1, to: 'crm', decideBy: null },
      expect.objectContaining({ kind: 'send', stepKey: 'write' }),
    ]);
    expect(next).toMatchObject({ kind: 'step', stepKey: 'over' });
  });
});

describe('a hand-off in a file', () => {
  const faults = (step: string): string[] => {
    const text = campaignText(`  - { key: a, type: hand-off, ${step} }\n  - { key: b, type: end }`);
    const parsed = parseCampaign(text, 'trial.yaml', { handOffs: new Set(['law-firm']) });
    return 'faults' in parsed ? parsed.faults.map(({ path, message }) => `${path}: ${message}`) : [];
  };

  it.each([
    ['to: law-firm', []],
    ['to: law-firm, approval: true, sla: { businessDays: 3 }, refused: b', []],
    ['to: court', ['steps[0].to: unknown destination "court"; known: law-firm']],
    [
      'to: law-firm, approval: true',
      ['steps[0].approval: an approval needs "sla": the time in which a person decides'],
    ],
    ['to: law-firm, refused: b', ['steps[0].refused: "refused" goes with "approval: true" only']],
    [
      'to: law-firm, approval: true, sla: { businessDays: 3 }, refused: z',
      ['steps[0].refused: there is no step "z"'],
    ],
  ])('%s', (step, expected) => {
    expect(faults(step)).toEqual(expected);
  });
});

import fc from 'fast-check';
import type { Dialogue } from '../dialogue.schema.js';
import { heardByAnyone } from '../lint/graph.js';
import { overdueCall } from '../spec-support/shipped.js';
import type { CallFacts, CallInput, EffectResult } from './call-facts.js';
import { type CallState, MOST_TURNS, readState, writeState } from './call-state.js';
import { textsOf } from './speak.js';
import { type TakenTurn, takeTurn } from './take-turn.js';

const FACTS: CallFacts = {
  identity: { birthDate: '1980-12-31', postcode: '00-001' },
  moot: false,
  personAnswers: true,
};
const RIGHT = '31121980';

let dialogue: Dialogue;
beforeAll(async () => {
  dialogue = await overdueCall();
});

interface Played {
  turns: TakenTurn[];
  effects: string[];
}

/** A call from its first turn on, by what comes from the other end. */
function play(
  inputs: readonly CallInput[],
  facts: CallFacts = FACTS,
  resultOf: (effect: string) => EffectResult = () => 'done',
): Played {
  const played: Played = { turns: [], effects: [] };
  let state: CallState | null = null;
  for (const input of inputs) {
    const results: Record<string, EffectResult> = {};
    let step = takeTurn(dialogue, state, input, facts, results);
    while (step.kind === 'effect') {
      played.effects.push(step.days === null ? step.effect : `${step.effect}:${step.days}`);
      results[step.node] = resultOf(step.effect);
      step = takeTurn(dialogue, state, input, facts, results);
    }
    played.turns.push(step);
    if (step.action.kind === 'hang-up') break;
    state = readState(writeState(step.action.state));
  }
  return played;
}

const answered: CallInput = { kind: 'answered', by: 'person' };
const keys = (...all: string[]): CallInput[] => all.map((each) => ({ kind: 'keys', keys: each }));
const saysOf = (played: Played): string[][] => played.turns.map((turn) => [...turn.says]);
const endOf = ({ turns }: Played) => turns.at(-1)?.action;

describe('a call', () => {
  it('introduces itself, asks who is there, and states the matter only then', () => {
    const played = play([answered, ...keys('1', RIGHT)]);
    expect(saysOf(played)).toEqual([['opening'], ['identity:birthDate'], ['matter']]);
    expect(played.turns.map((turn) => turn.verified)).toEqual([false, false, true]);
  });

  it.each([
    ['the link', ['1'], ['send-link'], 'link-sent'],
    ['a promise with a date', ['2', '2'], ['promise:7'], 'promised'],
    ['no further calls', ['9'], ['opt-out'], 'opted-out'],
  ])('does what is chosen: %s', (_, chosen, effects, outcome) => {
    const played = play([answered, ...keys('1', RIGHT, ...chosen)]);
    expect(played.effects).toEqual(effects);
    expect(endOf(played)).toEqual({ kind: 'hang-up', outcome });
  });

  it('connects a person in their hours, and asks for a callback when that fails or outside of them', () => {
    const asked = [answered, ...keys('1', RIGHT, '3')];
    expect(endOf(play(asked))).toMatchObject({ kind: 'connect' });
    const talked = play([...asked, { kind: 'connection', made: true }]);
    expect(endOf(talked)).toEqual({ kind: 'hang-up', outcome: 'talked' });
    const busy = play([...asked, { kind: 'connection', made: false }]);
    const closed = play(asked, { ...FACTS, personAnswers: false });
    for (const played of [busy, closed]) {
      expect(played.effects).toEqual(['ask-for-person']);
      expect(endOf(played)).toEqual({ kind: 'hang-up', outcome: 'person-asked' });
    }
    expect(saysOf(closed).at(-1)).toEqual(['callback']);
  });

  it('repeats once on silence, then says goodbye', () => {
    const played = play([answered, ...keys('', '')]);
    expect(saysOf(played)).toEqual([['opening'], ['opening'], ['silent']]);
    expect(endOf(played)).toEqual({ kind: 'hang-up', outcome: 'silent' });
  });

  it.each([
    ['at the opening', 'opening', ['5', '7']],
    ['where a number is to be forgotten', 'stranger', ['8', '5', '7']],
  ])('says that a key is not on offer, and never that nothing was heard: %s', (_, node, pressed) => {
    const played = play([answered, ...keys(...pressed)]);
    expect(saysOf(played).slice(-3)).toEqual([[node], [`${node}:wrong-key`, node], ['not-offered']]);
    expect(endOf(played)).toEqual({ kind: 'hang-up', outcome: 'not-identified' });
  });

  it('says that a key is not on offer where a way to pay is chosen, too', () => {
    const played = play([answered, ...keys('1', RIGHT, '7', '2')]);
    expect(saysOf(played).slice(-2)).toEqual([['matter:wrong-key', 'matter'], ['promise-date']]);
  });

  it('asks anew after silence without calling anything wrong', () => {
    expect(saysOf(play([answered, ...keys('', '7')]))).toEqual([['opening'], ['opening'], ['not-offered']]);
    expect(saysOf(play([answered, ...keys('1', '')])).at(-1)).toEqual(['identity:birthDate']);
  });

  it('has words for each of these in every language', async () => {
    const named = ['opening:wrong-key', 'matter:wrong-key', 'identity:postcode:mismatch', 'not-offered'];
    for (const language of ['pl', 'en', 'uk'] as const) {
      const texts = textsOf(await overdueCall(language));
      for (const key of named) expect(texts.get(key)).toMatch(/\p{L}{3}/u);
    }
  });

  it('says once that digits do not match, and tells nothing to whoever fails twice', () => {
    const played = play([answered, ...keys('1', '01011970', '02021970')]);
    const asked = 'identity:birthDate';
    expect(saysOf(played)).toEqual([['opening'], [asked], [`${asked}:mismatch`, asked], ['unverified']]);
    expect(endOf(played)).toEqual({ kind: 'hang-up', outcome: 'not-identified' });
  });

  it('asks for the postcode where no birth date is on record, and for neither where neither is', () => {
    const byPostcode = { ...FACTS, identity: { birthDate: null, postcode: '00-001' } };
    expect(saysOf(play([answered, ...keys('1', '00001')], byPostcode))).toEqual([
      ['opening'],
      ['identity:postcode'],
      ['matter'],
    ]);
    const unknown = { ...FACTS, identity: { birthDate: null, postcode: 'SW1A 1AA' } };
    expect(saysOf(play([answered, ...keys('1')], unknown)).at(-1)).toEqual(['unverified']);
  });

  it.each(['machine', 'unknown'] as const)('says but the limited text when the answer is by %s', (by) => {
    const played = play([{ kind: 'answered', by }, ...keys('1', RIGHT)]);
    expect(saysOf(played)).toEqual([['voicemail']]);
    expect(endOf(played)).toEqual({ kind: 'hang-up', outcome: 'voicemail' });
  });

  it('says nothing at all to a fax', () => {
    expect(saysOf(play([{ kind: 'answered', by: 'fax' }]))).toEqual([[]]);
  });

  it('forgets a number whose holder says so twice', () => {
    expect(play([answered, ...keys('8')]).effects).toEqual([]);
    expect(play([answered, ...keys('8', '8')]).effects).toEqual(['wrong-party']);
  });

  it('has nothing to tell any more once the case was paid or stopped', () => {
    const played = play([answered, ...keys('1', RIGHT)], { ...FACTS, moot: true });
    expect(saysOf(played).at(-1)).toEqual(['moot']);
  });

  it('offers a person where what was chosen cannot be done', () => {
    const played = play([answered, ...keys('1', RIGHT, '2', '3', '3')], FACTS, (effect) =>
      effect === 'promise' ? 'refused' : 'done',
    );
    expect(played.effects).toEqual(['promise:14', 'ask-for-person']);
  });

  it('keeps no digit of the identity check in what it hands on', () => {
    const played = play([answered, ...keys('1', '99887766', RIGHT)]);
    expect(JSON.stringify(played)).not.toMatch(/99887766|31121980/);
  });
});

const anyInput = fc.oneof(
  fc
    .constantFrom(...['', '0', '1', '2', '3', '4', '8', '9', '12345', RIGHT])
    .map((each): CallInput => ({ kind: 'keys', keys: each })),
  fc.boolean().map((made): CallInput => ({ kind: 'connection', made })),
);
const anyFirst = fc
  .constantFrom('person', 'machine', 'unknown', 'fax')
  .map((by): CallInput => ({ kind: 'answered', by: by as 'person' }));
const anyCall = fc
  .tuple(anyFirst, fc.array(anyInput, { minLength: MOST_TURNS + 2, maxLength: MOST_TURNS + 2 }))
  .map(([first, rest]) => [first, ...rest]);
const anyFacts = fc.record({
  identity: fc.record({
    birthDate: fc.constantFrom('1980-12-31', null),
    postcode: fc.constantFrom('00-001', null),
  }),
  moot: fc.boolean(),
  personAnswers: fc.boolean(),
});
const anyResult = fc.constantFrom<EffectResult>('done', 'refused');

describe('whatever comes from the other end', () => {
  it('a call ends', () => {
    fc.assert(
      fc.property(anyCall, anyFacts, anyResult, (inputs, facts, result) => {
        const played = play(inputs, facts, () => result);
        expect(played.turns.length).toBeLessThanOrEqual(MOST_TURNS + 1);
        expect(endOf(played)?.kind).toBe('hang-up');
      }),
      { numRuns: 500 },
    );
  });

  it('nothing is disclosed before the identity was shown by the right keys', () => {
    const open = heardByAnyone(dialogue);
    fc.assert(
      fc.property(anyCall, anyFacts, (inputs, facts) => {
        const { turns } = play(inputs, facts);
        const shown = turns.findIndex((turn) => turn.heard === 'identity-shown');
        for (const [at, turn] of turns.entries()) {
          if (shown !== -1 && at >= shown) break;
          expect(turn.says.every((say) => open.has(say.split(':')[0] ?? ''))).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('9 is heard wherever a key is waited for', () => {
    fc.assert(
      fc.property(anyCall, anyFacts, fc.nat(MOST_TURNS), (inputs, facts, at) => {
        const before = play(inputs.slice(0, at + 1), facts);
        if (endOf(before)?.kind !== 'listen') return;
        const after = play([...inputs.slice(0, before.turns.length), ...keys('9')], facts);
        expect(after.effects.at(-1)).toBe('opt-out');
        expect(endOf(after)).toMatchObject({ outcome: 'opted-out' });
      }),
      { numRuns: 500 },
    );
  });

  it('a state survives the address of its turn, and nothing else is one', () => {
    const state = {
      turn: 3,
      node: 'promise-date',
      tries: 1,
      verified: true,
      chosen: ['send-link', 'opt-out'],
    };
    expect(readState(writeState(state))).toEqual(state);
    expect(writeState(state)).toBe('3.promise-date.1.v.send-link~opt-out');
    for (const text of ['', 'start', '0.x.0.v.', '1.x.0.w.', '1.x.0.v./..'])
      expect(readState(text)).toBeNull();
  });
});

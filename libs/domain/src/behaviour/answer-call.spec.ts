import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { answerCall, RINGS_OUT } from './answer-call.js';
import type { BehaviourModel } from './behaviour.schema.js';
import { debtorBehaviour } from './debtor-behaviour.js';
import { parseBehaviour } from './parse-behaviour.js';

const text = readFileSync(new URL('../../../../campaigns/demo/behaviour.yaml', import.meta.url), 'utf8');
const SEED = 20_260_112;

function read(yaml: string): BehaviourModel {
  const parsed = parseBehaviour(yaml, 'behaviour.yaml');
  if ('faults' in parsed)
    throw new Error(parsed.faults.map(({ path, message }) => `${path}: ${message}`).join('; '));
  return parsed.model;
}

const model = read(text);
const people = Array.from({ length: 4_000 }, (_, index) => `PG/2026/${index}`);
const ofClass = (key: string) => people.filter((each) => debtorBehaviour(model, SEED, each).key === key);
const take = (subject: string, ordinal = 1) => answerCall(model, SEED, subject, ordinal);

describe('the debtors of the demo, when they are called', () => {
  it('in a good share say who they are and ask for the link; each other way is seen too', () => {
    const ways = people.map((each) => take(each).way);
    const share = (way: string) => ways.filter((one) => one === way).length / ways.length;
    expect(share('wants-the-link') + share('mistypes-first')).toBeGreaterThan(0.25);
    for (const { key } of model.calls?.ways ?? []) expect([key, share(key) > 0.01]).toEqual([key, true]);
    expect(share('phone-fails')).toBeGreaterThan(0.05);
  });

  it('answer the questions in turn: that it is them, what shows it, then their choice', () => {
    const one = people.map((each) => take(each)).find(({ way }) => way === 'promises');
    expect(one?.picksUp).toBe('person');
    expect(one?.answers.map(({ answer }) => answer)).toEqual([
      { kind: 'keys', keys: '1' },
      { kind: 'identity' },
      { kind: 'keys', keys: '2' },
      { kind: 'keys', keys: '1' },
    ]);
  });

  it('keep to the ways of their class', () => {
    const ways = new Set(ofClass('replies-stop').map((each) => take(each).way));
    expect([...ways].sort()).toEqual(['does-not-answer', 'hangs-up', 'never-again']);
  });

  it('cannot be called where the number is nobody’s, or are strangers who hang up', () => {
    const gone = new Set(ofClass('wrong-number-disconnected').map((each) => take(each).picksUp));
    expect([...gone]).toEqual(['failed']);
    const strangers = ofClass('wrong-number-of-a-stranger').map((each) => take(each));
    expect(strangers).toContainEqual(
      expect.objectContaining({
        picksUp: 'person',
        answers: [expect.objectContaining({ answer: { kind: 'hang-up' } })],
      }),
    );
  });

  it('take the same call the same way in every replay, and the next one perhaps otherwise', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.integer({ min: 1, max: 9 }), (seed, subject, ordinal) => {
        const reaction = answerCall(model, seed, subject, ordinal);
        expect(answerCall(model, seed, subject, ordinal)).toEqual(reaction);
        expect(Number.isInteger(reaction.afterMs)).toBe(true);
        for (const { afterMs } of reaction.answers) expect(afterMs >= 1_000).toBe(true);
      }),
    );
    expect(people.some((each) => take(each, 1).way !== take(each, 2).way)).toBe(true);
  });
});

describe('a behaviour file', () => {
  it('need not speak of calls: then they ring out', () => {
    const silent = text.replace(/^calls:\n(?: .*\n)+/m, '').replace(/^ {4}calls: \[.*\n/gm, '');
    expect(answerCall(read(silent), SEED, 'PG/1', 1)).toEqual(RINGS_OUT);
  });

  it('names ways that it does not know, and answers that nobody can give', () => {
    const broken = text.replace('calls: [never-again,', 'calls: [never-ever,');
    expect(() => read(broken)).toThrow('calls[0]: no way "never-ever"');
    expect(() => read(text.replace("identity, '3']", 'identity, shout]'))).toThrow(
      'must be keys such as "1"',
    );
  });
});

import { readFileSync } from 'node:fs';
import type { BehaviourModel } from './behaviour.schema.js';
import { debtorBehaviour, hasRcs } from './debtor-behaviour.js';
import { parseBehaviour } from './parse-behaviour.js';
import { reactTo } from './react-to.js';

const text = readFileSync(new URL('../../../../campaigns/demo/behaviour.yaml', import.meta.url), 'utf8');
const SEED = 'demo';
const people = Array.from({ length: 4_000 }, (_, index) => `PG/2026/${index}`);

function read(yaml: string): BehaviourModel {
  const parsed = parseBehaviour(yaml, 'behaviour.yaml');
  if ('faults' in parsed) throw new Error(parsed.faults.map((fault) => fault.message).join('; '));
  return parsed.model;
}

const model = read(text);
const classOf = (subject: string): string => debtorBehaviour(model, SEED, subject).key;
const ofClass = (key: string): string[] => people.filter((each) => classOf(each) === key);
const reaction = (subject: string, ordinal = 1) => reactTo(model, SEED, subject, { channel: 'rcs', ordinal });
const kinds = (subject: string): string[] => reaction(subject).map(({ action }) => action.kind);

describe('debtors and RCS', () => {
  it('a phone takes RCS for ever or never, in the share that the model says', () => {
    const usual = people.filter((each) => classOf(each) !== 'wrong-number-disconnected');
    const able = usual.filter((each) => hasRcs(model, SEED, each));
    expect(Math.abs(able.length / usual.length - (model.rcs?.phones ?? 0))).toBeLessThan(0.03);
    expect(able.every((each) => hasRcs(model, SEED, each))).toBe(true);
    expect(ofClass('wrong-number-disconnected').some((each) => hasRcs(model, SEED, each))).toBe(false);
  });

  it('nobody’s phone takes RCS in a model that says nothing of it', () => {
    const { rcs: _rcs, ...without } = model;
    expect(people.some((each) => hasRcs(without, SEED, each))).toBe(false);
  });

  it('a model may decide about single phones', () => {
    const [able = ''] = people.filter((each) => hasRcs(model, SEED, each));
    const without = read(
      text.replace('  phones: 0.6', "  phones: 0.6\n  numbers: { '+48500000001': false }"),
    );
    expect(hasRcs(without, SEED, able, '+48500000001')).toBe(false);
    expect(hasRcs(without, SEED, able, '+48500000002')).toBe(true);
  });

  it('who does something about a message has read it before', () => {
    for (const each of [...ofClass('pays-at-once'), ...ofClass('replies-stop')]) {
      expect(kinds(each).slice(0, 2)).toEqual(['deliver', 'read']);
      const times = reaction(each).map(({ afterMs }) => afterMs);
      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect(new Set(times).size).toBe(times.length);
    }
  });

  it('some read and do nothing, and some never read', () => {
    const silent = ofClass('stays-silent');
    const read = silent.filter((each) => kinds(each).includes('read'));
    expect(Math.abs(read.length / silent.length - 0.4)).toBeLessThan(0.07);
    expect(silent.every((each) => ['deliver', 'deliver,read'].includes(kinds(each).join()))).toBe(true);
  });

  it('an answer says which button it would tap, and what it would write without one', () => {
    const [someone = ''] = ofClass('replies-stop');
    const reply = reaction(someone).map(({ action }) => action);
    expect(reply.at(-1)).toMatchObject({ kind: 'reply', payload: 'STOP' });
  });

  it('a phone that is gone is told as one that RCS does not reach', () => {
    const [gone = ''] = ofClass('unreachable');
    expect(reaction(gone)).toMatchObject([{ action: { kind: 'fail', code: 63036 } }]);
  });

  it('a reaction may be to one channel or to several', () => {
    const onlySms = read(text.replaceAll('channel: [sms, rcs]', 'channel: sms'));
    const [someone = ''] = ofClass('replies-stop');
    const acts = reactTo(onlySms, SEED, someone, { channel: 'rcs', ordinal: 1 });
    expect(acts.map(({ action }) => action.kind)).not.toContain('reply');
  });
});

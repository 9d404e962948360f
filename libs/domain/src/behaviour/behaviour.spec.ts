import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { BehaviourModel } from './behaviour.schema.js';
import { debtorBehaviour, mailboxRefusal } from './debtor-behaviour.js';
import { parseBehaviour } from './parse-behaviour.js';
import { reactTo, type ContactMade } from './react-to.js';
import { seededRandom } from './seeded-random.js';
import { indexSubjects, subjectOf } from './subject-index.js';

const text = readFileSync(new URL('../../../../campaigns/demo/behaviour.yaml', import.meta.url), 'utf8');

function read(yaml: string): BehaviourModel {
  const parsed = parseBehaviour(yaml, 'behaviour.yaml');
  if ('faults' in parsed) throw new Error(parsed.faults.map((fault) => fault.message).join('; '));
  return parsed.model;
}

const model = read(text);
const SEED = 20_260_112;
const people = Array.from({ length: 4_000 }, (_, index) => `PG/2026/${index}`);
const ofClass = (key: string) => people.filter((each) => debtorBehaviour(model, SEED, each).key === key);
const kinds = (subject: string, contact: ContactMade) =>
  reactTo(model, SEED, subject, contact).map(({ action }) => action.kind);

describe('the debtors of the demo', () => {
  it('fall into their classes in proportion to the shares', () => {
    const total = model.classes.reduce((sum, { share }) => sum + share, 0);
    for (const { key, share } of model.classes) {
      expect(Math.abs(ofClass(key).length / people.length - share / total)).toBeLessThan(0.02);
    }
  });

  it('are somebody else under another seed', () => {
    const same = people.filter(
      (each) => debtorBehaviour(model, 1, each).key === debtorBehaviour(model, 2, each).key,
    );
    expect(same.length).toBeLessThan(people.length / 3);
  });

  it('pay at once, or after the second contact, in part or not at all, as their class says', () => {
    const [prompt, second, silent] = ['pays-at-once', 'pays-after-second-contact', 'stays-silent'].map(
      ofClass,
    );
    for (const each of prompt ?? []) {
      expect(kinds(each, { channel: 'sms', ordinal: 1 })).toEqual(['deliver', 'click', 'pay']);
    }
    for (const each of second ?? []) {
      expect(kinds(each, { channel: 'sms', ordinal: 1 })).not.toContain('pay');
      expect(kinds(each, { channel: 'email', ordinal: 2 })).toContain('pay');
    }
    for (const each of silent ?? []) expect(kinds(each, { channel: 'sms', ordinal: 3 })).toEqual(['deliver']);
  });

  it('answer STOP by SMS and never by e-mail', () => {
    const [someone = ''] = ofClass('replies-stop');
    expect(kinds(someone, { channel: 'sms', ordinal: 1 })).toEqual(['deliver', 'reply']);
    expect(kinds(someone, { channel: 'email', ordinal: 2 })).not.toContain('reply');
  });

  it('cannot be reached where their phone or mailbox is gone', () => {
    const [gone = ''] = ofClass('unreachable');
    expect(reactTo(model, SEED, gone, { channel: 'sms', ordinal: 1 })).toMatchObject([
      { action: { kind: 'fail', code: 30003 } },
    ]);
    expect(mailboxRefusal(model, SEED, gone)).toEqual({ code: 550, text: '5.1.1 no such user here' });
    const [full = ''] = ofClass('mailbox-bounces-later');
    expect(kinds(full, { channel: 'email', ordinal: 1 })).toEqual(['bounce']);
    expect(mailboxRefusal(model, SEED, full)).toBeNull();
    const strangers = ofClass('wrong-number-of-a-stranger').map((each) =>
      kinds(each, { channel: 'sms', ordinal: 1 }),
    );
    expect(strangers).toContainEqual(['deliver', 'reply']);
    expect(strangers).toContainEqual(['fail']);
  });

  it('react the same in every replay, in order, and never before the message has arrived', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string(),
        fc.constantFrom('sms', 'email'),
        fc.integer({ min: 1, max: 12 }),
        (seed, subject, channel, ordinal) => {
          const acts = reactTo(model, seed, subject, { channel, ordinal });
          expect(reactTo(model, seed, subject, { channel, ordinal })).toEqual(acts);
          const times = acts.map(({ afterMs }) => afterMs);
          expect(times).toEqual([...times].sort((a, b) => a - b));
          for (const { afterMs } of acts) expect(Number.isInteger(afterMs) && afterMs > 0).toBe(true);
          const first = acts[0]?.action.kind ?? 'refused';
          expect(['deliver', 'fail', 'bounce', 'refused']).toContain(first);
        },
      ),
    );
  });
});

describe('seeded chance', () => {
  it('is spread evenly over [0, 1)', () => {
    const counts = Array.from({ length: 10 }, () => 0);
    for (let index = 0; index < 10_000; index += 1) {
      const roll = seededRandom(`debtor ${index}`)();
      expect(roll >= 0 && roll < 1).toBe(true);
      counts[Math.floor(roll * 10)]! += 1;
    }
    for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(150);
  });
});

describe('a behaviour file', () => {
  it('names its faults with line and column', () => {
    const broken = text
      .replace('{ from: 2s, to: 40s }', '{ from: 2 s, to: 40s }')
      .replace('do: click', 'do: dance');
    const parsed = parseBehaviour(broken, 'b.yaml');
    if (!('faults' in parsed)) throw new Error('the broken file was accepted');
    expect(parsed.faults.map(({ path, message }) => `${path}: ${message}`)).toEqual([
      'delivery.sms.from: must be a duration such as "90s", "15m", "6h" or "2d"',
      'classes[0].reactions[0].acts[0].do: unknown do "dance"; known: open, click, pay, reply',
    ]);
    expect(parsed.faults[0]?.line).toBe(text.slice(0, text.indexOf('2s, to: 40s')).split('\n').length);
  });
});

describe('the index of subjects', () => {
  const index = indexSubjects([
    { caseRef: 'A', phone: '451 000 001', email: 'Anna@example.com' },
    { caseRef: 'B', phone: '+48 451-000-002', email: null },
    { caseRef: 'C', phone: '0048451000003', email: 'anna@example.com' },
  ]);

  it('ties a phone and a mailbox to one debtor, however they are written', () => {
    expect(subjectOf(index, '+48451000001')).toBe('A');
    expect(subjectOf(index, 'ANNA@example.com')).toBe('A');
    expect(subjectOf(index, '+48451000002')).toBe('B');
  });

  it('takes cases that share an address for one debtor’s', () => {
    expect(subjectOf(index, '+48451000003')).toBe('A');
  });

  it('lets an address that no case has stand for itself', () => {
    expect(subjectOf(index, '+48451999999')).toBe('+48451999999');
  });
});

import fc from 'fast-check';
import { chainSeal, decisionLeaf, FIRST_SEAL, merkleRoot } from './sealing.js';

const KEY = 'a key of at least 16 bytes';

const record = fc.record({
  decisionId: fc.uuid(),
  messageId: fc.uuid(),
  legNo: fc.integer({ min: 1, max: 9 }),
  outcome: fc.constantFrom('allow', 'defer', 'refuse'),
  rule: fc.constantFrom('contact-hours', 'frequency-cap'),
  until: fc.constantFrom('', '1768204800.000000'),
  record: fc.json(),
});
const records = fc.uniqueArray(record, {
  minLength: 1,
  maxLength: 40,
  selector: ({ decisionId }) => decisionId,
});

const ONE = {
  decisionId: 'a',
  messageId: 'b',
  legNo: 1,
  outcome: 'allow',
  rule: 'hours',
  until: '',
  record: '{}',
};

describe('a seal over decisions', () => {
  it('changes when any decision is changed, left out, doubled or moved', () => {
    fc.assert(
      fc.property(records, fc.nat(), (decisions, pick) => {
        const leaves = decisions.map(decisionLeaf);
        const root = merkleRoot(leaves);
        const at = pick % leaves.length;
        const victim = decisions[at];
        if (victim === undefined) return;
        const altered = leaves.with(at, decisionLeaf({ ...victim, record: `${victim.record} ` }));
        expect(merkleRoot(altered).equals(root)).toBe(false);
        expect(merkleRoot(leaves.toSpliced(at, 1)).equals(root)).toBe(false);
        expect(merkleRoot([...leaves, leaves[leaves.length - 1] as Buffer]).equals(root)).toBe(false);
        if (leaves.length > 1) expect(merkleRoot(leaves.toReversed()).equals(root)).toBe(false);
      }),
    );
  });

  it('binds the record to its decision, message and leg, and to what is shown of it', () => {
    const changes = [
      { decisionId: 'c' },
      { messageId: 'c' },
      { legNo: 2 },
      { outcome: 'refuse' },
      { rule: 'opt-out' },
      { until: '1768204800.000000' },
      { record: '{ }' },
    ];
    for (const other of changes) {
      expect(decisionLeaf({ ...ONE, ...other }).equals(decisionLeaf(ONE))).toBe(false);
    }
    // Moving a character over the border between two parts must not give the same leaf.
    expect(decisionLeaf({ ...ONE, record: '1{}' }).equals(decisionLeaf({ ...ONE, until: '1' }))).toBe(false);
  });

  it('is chained to the one before, to its creditor, second and count, and made with the key', () => {
    const root = merkleRoot([decisionLeaf(ONE)]);
    const seal = chainSeal(KEY, FIRST_SEAL, 'creditor', 100, root, 1);
    const others = [
      chainSeal(KEY, seal, 'creditor', 100, root, 1),
      chainSeal(KEY, FIRST_SEAL, 'other', 100, root, 1),
      chainSeal(KEY, FIRST_SEAL, 'creditor', 101, root, 1),
      chainSeal(KEY, FIRST_SEAL, 'creditor', 100, root, 2),
      chainSeal(KEY, FIRST_SEAL, 'creditor', 100, merkleRoot([]), 1),
      chainSeal('the key of somebody else', FIRST_SEAL, 'creditor', 100, root, 1),
    ];
    for (const other of others) expect(other.equals(seal)).toBe(false);
    expect(seal).toHaveLength(32);
    expect(merkleRoot([])).toHaveLength(32);
  });

  it('keeps its form: the root and chain of known records never change', () => {
    const leaves = ['a', 'b', 'c'].map((id) => decisionLeaf({ ...ONE, decisionId: id, messageId: id }));
    expect(chainSeal(KEY, FIRST_SEAL, 'c', 1, merkleRoot(leaves), 3).toString('hex')).toMatchInlineSnapshot(
      `"fb9662f085b84e0ad5a557f6a8e771ebf09687a564f18cd22080f6cc98862b32"`,
    );
  });
});

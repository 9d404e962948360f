import fc from 'fast-check';
import { chainSeal, decisionLeaf, FIRST_SEAL, merkleRoot } from './sealing.js';

const record = fc.record({
  decisionId: fc.uuid(),
  messageId: fc.uuid(),
  legNo: fc.integer({ min: 1, max: 9 }),
  record: fc.json(),
});
const records = fc.uniqueArray(record, {
  minLength: 1,
  maxLength: 40,
  selector: ({ decisionId }) => decisionId,
});

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

  it('binds the record to its decision, message and leg', () => {
    const one = { decisionId: 'a', messageId: 'b', legNo: 1, record: '{}' };
    for (const other of [{ decisionId: 'c' }, { messageId: 'c' }, { legNo: 2 }, { record: '{ }' }]) {
      expect(decisionLeaf({ ...one, ...other }).equals(decisionLeaf(one))).toBe(false);
    }
    // Moving a character over the border between two parts must not give the same leaf.
    expect(decisionLeaf({ ...one, record: '2{}' }).equals(decisionLeaf({ ...one, legNo: 12 }))).toBe(false);
  });

  it('is chained to the one before, to its creditor, second and count', () => {
    const root = merkleRoot([decisionLeaf({ decisionId: 'a', messageId: 'b', legNo: 1, record: '{}' })]);
    const seal = chainSeal(FIRST_SEAL, 'creditor', 100, root, 1);
    const others = [
      chainSeal(seal, 'creditor', 100, root, 1),
      chainSeal(FIRST_SEAL, 'other', 100, root, 1),
      chainSeal(FIRST_SEAL, 'creditor', 101, root, 1),
      chainSeal(FIRST_SEAL, 'creditor', 100, root, 2),
      chainSeal(FIRST_SEAL, 'creditor', 100, merkleRoot([]), 1),
    ];
    for (const other of others) expect(other.equals(seal)).toBe(false);
    expect(seal).toHaveLength(32);
    expect(merkleRoot([])).toHaveLength(32);
  });

  it('keeps its form: the root and chain of known records never change', () => {
    const leaves = ['a', 'b', 'c'].map((id) =>
      decisionLeaf({ decisionId: id, messageId: id, legNo: 1, record: '{}' }),
    );
    expect(chainSeal(FIRST_SEAL, 'c', 1, merkleRoot(leaves), 3).toString('hex')).toMatchInlineSnapshot(
      `"e0467d2d88f561c9211afde46f8620f97a17dcbe1b0d06715b27baaa7f86b7a9"`,
    );
  });
});

import type { ReceivedReceipt } from '#contracts';
import { NotRecordedError, ReceiptBatcher } from './receipt-batcher.js';

function receipt(key: string): ReceivedReceipt {
  return {
    shard: 0,
    messageId: 'm',
    legNo: 1,
    eventKey: key,
    provider: 'twilio-sms',
    kind: 'sent',
    status: 'sent',
    errorCode: null,
    fallback: false,
    providerRef: null,
    occurredAt: 0,
  };
}

const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('receipts on their way into the database', () => {
  it('are gathered into sets, and acknowledged only when their set is committed', async () => {
    const sets: number[] = [];
    let commit: () => void = () => undefined;
    const committed = new Promise<void>((resolve) => (commit = resolve));
    const batcher = new ReceiptBatcher(async (set) => {
      sets.push(set.length);
      await committed;
      return { held: [] };
    });
    let acknowledged = 0;
    const adding = Array.from({ length: 30 }, (_, i) =>
      batcher.add(receipt(`${i}`)).then(() => (acknowledged += 1)),
    );
    await rest(40);
    expect({ sets, acknowledged }).toEqual({ sets: [30], acknowledged: 0 });
    commit();
    await Promise.all(adding);
    expect(acknowledged).toBe(30);
  });

  it('never exceed a set’s size, nor the sets under way', async () => {
    let underWay = 0;
    let most = 0;
    const sizes: number[] = [];
    const batcher = new ReceiptBatcher(
      async (set) => {
        sizes.push(set.length);
        most = Math.max(most, (underWay += 1));
        await rest(5);
        underWay -= 1;
        return { held: [] };
      },
      { atMost: 10, overlapping: 2 },
    );
    await Promise.all(Array.from({ length: 95 }, (_, i) => batcher.add(receipt(`${i}`))));
    expect(Math.max(...sizes)).toBe(10);
    expect(sizes.reduce((a, b) => a + b)).toBe(95);
    expect(most).toBe(2);
  });

  it('come again when somebody else is busy with their leg', async () => {
    let tries = 0;
    const batcher = new ReceiptBatcher(async (set) => ({ held: (tries += 1) < 4 ? set : [] }), {
      heldRestMs: 1,
    });
    await batcher.add(receipt('1'));
    expect(tries).toBe(4);
  });

  it('are given back to the provider when their leg stays busy', async () => {
    const batcher = new ReceiptBatcher(async (set) => ({ held: set }), { heldRestMs: 1, heldTries: 3 });
    await expect(batcher.add(receipt('1'))).rejects.toThrow(NotRecordedError);
  });

  it('fail together with their set, and the next set is tried all the same', async () => {
    let fails = true;
    const batcher = new ReceiptBatcher(async () => {
      if (fails) throw new Error('no database');
      return { held: [] };
    });
    await expect(batcher.add(receipt('1'))).rejects.toThrow('no database');
    fails = false;
    await batcher.add(receipt('2'));
  });

  it('are turned away when too many wait already', async () => {
    const batcher = new ReceiptBatcher(() => new Promise(() => undefined), {
      waitingAtMost: 2,
      atMost: 1,
      overlapping: 1,
    });
    for (let i = 0; i < 3; i += 1) void batcher.add(receipt(`${i}`));
    await expect(batcher.add(receipt('4'))).rejects.toThrow(NotRecordedError);
  });
});

import type { ReceivedReceipt, TimelineEntry } from '#contracts';
import { PgCaseBook, PgReceiptStore } from '#persistence';
import { LINK_PLACEHOLDER, OPT_OUT_LINK_PLACEHOLDER, UNSUBSCRIBE_LINK_PLACEHOLDER } from '#templating';
import { type Message, NOW, TrackerWorld } from './tracker.world.js';

let world: TrackerWorld;
beforeAll(async () => (world = await TrackerWorld.create()));
afterAll(() => world.drop());

async function timelineOf({ debtor }: Message): Promise<TimelineEntry[]> {
  return (await new PgCaseBook(world.db).timeline(debtor.caseId)) ?? [];
}

describe('the timeline of a case', () => {
  it.each([
    ['sms', ['queued', 'sent', 'delivered', 'read']],
    ['email', ['accepted', 'relayed', 'delivered', 'opened']],
    ['voice', ['initiated', 'ringing', 'answered', 'completed']],
  ] as const)(
    'tells receipts of one instant as they happen in life, whatever came first: %s',
    async (channel, kinds) => {
      const message = await world.message({ channels: [channel] });
      const receipts = kinds.map((kind): ReceivedReceipt => ({
        shard: message.shard,
        messageId: message.messageId,
        legNo: 1,
        eventKey: `${message.messageId}:${kind}`,
        provider: channel,
        kind,
        status: null,
        errorCode: null,
        providerRef: null,
        fallback: true,
        occurredAt: NOW,
      }));
      for (const receipt of receipts.toReversed()) await new PgReceiptStore(world.db).record([receipt]);
      const told = (await timelineOf(message)).flatMap((entry) =>
        entry.type === 'receipt' ? [entry.kind] : [],
      );
      expect(told).toEqual(kinds);
    },
  );

  it('marks where a text has links, and shows neither what stands for them nor where they lead', async () => {
    const message = await world.message({ channels: ['sms'] });
    const body = `Zapłać: ${LINK_PLACEHOLDER} ${OPT_OUT_LINK_PLACEHOLDER} ${UNSUBSCRIBE_LINK_PLACEHOLDER}`;
    await world.db.query('UPDATE legs SET body = $2 WHERE message_id = $1', [message.messageId, body]);
    const bodies = (await timelineOf(message)).flatMap((entry) =>
      entry.type === 'message' ? entry.legs.map((leg) => leg.body) : [],
    );
    expect(bodies).toEqual(['Zapłać: (link) (link) (link)']);
  });
});

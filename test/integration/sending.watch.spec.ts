import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { Desk } from '#casework';
import type { MessageBatch } from '#contracts';
import { CompiledCalendar } from '#domain';
import { PgCaseworkStore, PgContactFailures, PgReceiptStore, readWorkFigures } from '#persistence';
import { Metrics, startTracing, WatchedMessages } from '#platform';
import { ReceiptIntake } from '../../apps/tracker/src/receipts/receipt-intake.js';
import { SendingWorld } from './sending.world.js';

interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  startTimeUnixNano: string;
  attributes: { key: string; value: { stringValue?: string; intValue?: number } }[];
}

/** An OTLP/HTTP receiver that keeps what it is sent. */
class TraceReceiver {
  readonly spans: Span[] = [];
  readonly services = new Set<string | undefined>();
  private readonly server: Server = createServer((request, response) => {
    void json(request).then((body) => {
      const { resourceSpans } = body as {
        resourceSpans: {
          resource: { attributes: Span['attributes'] };
          scopeSpans: { spans: Span[] }[];
        }[];
      };
      for (const { resource, scopeSpans } of resourceSpans) {
        const name = resource.attributes.find(({ key }) => key === 'service.name');
        this.services.add(name?.value.stringValue);
        this.spans.push(...scopeSpans.flatMap(({ spans }) => spans));
      }
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

const SIZE = 3;

describe('the way of a message, watched', () => {
  const receiver = new TraceReceiver();
  let world: SendingWorld;
  let metrics: Metrics;
  let batches: MessageBatch[];
  let endpoint: string;

  /** As a process of its own has it: no two share anything but the receiver. */
  const watching = async (service: string, of = metrics): Promise<WatchedMessages> =>
    new WatchedMessages(of, await startTracing({ endpoint, ratio: 1 }, [service]));

  beforeAll(async () => {
    endpoint = await receiver.listen();
    world = await SendingWorld.open(SIZE);
    metrics = new Metrics({ ofProcess: false });
    const planning = await watching('scheduler');
    world.watch = planning;
    batches = await world.prepare();
    await planning.stop();

    const sending = await watching('sender', new Metrics({ ofProcess: false }));
    world.watch = sending;
    for (const batch of batches) await world.sender().send('sms', batch);
    await sending.stop();

    const tracking = await watching('tracker', new Metrics({ ofProcess: false }));
    const desk = new Desk(new PgCaseworkStore(world.db), world.clock, new CompiledCalendar());
    const intake = new ReceiptIntake(
      new PgReceiptStore(world.hot),
      new PgContactFailures(world.db),
      desk,
      world.queue,
      world.clock,
      tracking,
    );
    for (const { shard, messageId, legNo } of world.adapter.submissions) {
      const twilio = { provider: 'twilio-sms' as const, channel: 'sms' as const };
      const event = { eventKey: 'SM1:delivered', kind: 'delivered', status: 'delivered' as const };
      const rest = { errorCode: null, providerRef: 'SM1', failure: null };
      await intake.take({ shard, messageId, legNo, ...twilio, ...event, ...rest });
    }
    await tracking.stop();
  });

  afterAll(async () => {
    receiver.close();
    await world.close();
  });

  it('is one trace from planning to receipt, though no process tells another of it', () => {
    expect([...receiver.services].sort()).toEqual(['dunlin-scheduler', 'dunlin-sender', 'dunlin-tracker']);
    for (const { messageId } of world.adapter.submissions) {
      const traceId = messageId.replaceAll('-', '');
      const spans = receiver.spans
        .filter((span) => span.traceId === traceId)
        .sort((a, b) => Number(BigInt(a.startTimeUnixNano) - BigInt(b.startTimeUnixNano)));
      const names = spans.map(({ name }) => name);
      expect(names).toEqual([
        'message.planned',
        'message.rendered',
        'message.decided',
        'message.submitted',
        'message.receipt',
      ]);
      const [planned, ...others] = spans;
      expect(planned?.parentSpanId ?? '').toBe('');
      expect(others.map(({ parentSpanId }) => parentSpanId)).toEqual(others.map(() => planned?.spanId));
      expect(new Set(spans.map(({ spanId }) => spanId)).size).toBe(5);
    }
  });

  it('is traced by ids and codes alone (I8)', () => {
    const keys = new Set(receiver.spans.flatMap(({ attributes }) => attributes.map(({ key }) => key)));
    expect([...keys].sort()).toEqual([
      'dunlin.attempt_id',
      'dunlin.case_id',
      'dunlin.channel',
      'dunlin.decision_id',
      'dunlin.enrolment_id',
      'dunlin.leg',
      'dunlin.message_id',
      'dunlin.outcome',
      'dunlin.provider',
      'dunlin.rule',
      'dunlin.status',
    ]);
    for (const { to } of world.adapter.submissions) expect(JSON.stringify(receiver.spans)).not.toContain(to);
  });

  it('is counted by channel, and by nothing that grows with the messages', async () => {
    const text = await metrics.registry.metrics();
    expect(text).toContain(`dunlin_messages_planned_total{channel="sms"} ${SIZE}`);
    expect(text).toContain(`dunlin_messages_rendered_total{channel="sms"} ${SIZE}`);
    expect(text).toContain('dunlin_batch_messages_count{step="plan"} 1');
    for (const { messageId, to } of world.adapter.submissions) {
      expect(text).not.toContain(messageId);
      expect(text).not.toContain(to);
    }
  });

  it('leaves figures of the work as a whole that a scrape can afford', async () => {
    const figures = await readWorkFigures(world.db);
    const waiting = Object.entries(figures).filter(([, [reading]]) => reading?.value !== 0);
    // The receipts' news wait for the scheduler, and the decisions for their seal.
    expect(waiting.map(([name]) => name)).toEqual(
      expect.arrayContaining(['dunlin_decisions_oldest_unsealed_seconds']),
    );
    expect(figures.dunlin_attempts_in_doubt).toEqual([{ value: 0 }]);
  });
});

describe('a share of all traces', () => {
  it('is of the same messages in every process, by their ids', async () => {
    const receiver = new TraceReceiver();
    const endpoint = await receiver.listen();
    const legs = Array.from({ length: 200 }, (_, n) => ({
      messageId: `019a0000-0000-7000-8000-${((n + 1) * 0x9e3779b97).toString(16).padStart(12, '0').slice(-12)}`,
      legNo: 1,
      channel: 'sms',
    }));
    for (const service of ['personaliser', 'sender']) {
      const tracer = await startTracing({ endpoint, ratio: 0.3 }, [service]);
      tracer?.rendered(legs, { startedAt: Date.now(), ms: 1 });
      await tracer?.stop();
    }
    receiver.close();
    const traces = receiver.spans.map(({ traceId }) => traceId);
    expect(new Set(traces).size).toBe(traces.length / 2);
    expect(new Set(traces).size).toBeGreaterThan(20);
    expect(new Set(traces).size).toBeLessThan(120);
  });
});

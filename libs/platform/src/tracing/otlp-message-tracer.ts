import { type Attributes, type Context, ROOT_CONTEXT, trace, TraceFlags } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  type IdGenerator,
  NodeTracerProvider,
  RandomIdGenerator,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-node';
import type { DecidedLeg, PlannedLeg, ReceivedFact, SubmittedLeg, Took, WrittenLeg } from '#contracts';
import type { MessageTracer } from '../watch/message-tracer.js';
import { traceOf } from './message-trace.js';
import type { TracingOptions } from './tracing-options.js';

/** How long the last spans may take to leave when the process stops (machine time). */
const FLUSH_MS = 2_000;

/** Random ids, but for the one span whose ids are made from its message. */
class MessageIds implements IdGenerator {
  private readonly random = new RandomIdGenerator();
  next: ReturnType<typeof traceOf> | null = null;

  generateTraceId = (): string => this.next?.traceId ?? this.random.generateTraceId();
  generateSpanId = (): string => this.next?.rootSpanId ?? this.random.generateSpanId();
}

/** Sends spans with ids as attributes, and nothing personal (I8), to an OTLP/HTTP receiver. */
export class OtlpMessageTracer implements MessageTracer {
  private readonly ids = new MessageIds();
  private readonly provider: NodeTracerProvider;
  private readonly tracer;

  constructor({ endpoint, ratio }: TracingOptions, services: readonly string[]) {
    const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces` });
    const [only] = services;
    this.provider = new NodeTracerProvider({
      resource: resourceFromAttributes({
        'service.name': services.length === 1 ? `dunlin-${only}` : 'dunlin',
        'service.instance.id': String(process.pid),
      }),
      idGenerator: this.ids,
      // By the trace's id alone, so that all processes choose the same messages.
      sampler: new TraceIdRatioBasedSampler(ratio),
      spanProcessors: [new BatchSpanProcessor(exporter)],
    });
    this.tracer = this.provider.getTracer('dunlin');
  }

  planned(messages: readonly PlannedLeg[], took: Took): void {
    for (const { messageId, channel, caseId, enrolmentId } of messages) {
      this.ids.next = traceOf(messageId);
      const attributes = { 'dunlin.channel': channel, 'dunlin.case_id': caseId };
      this.span(
        'message.planned',
        messageId,
        enrolmentId === null ? attributes : { ...attributes, 'dunlin.enrolment_id': enrolmentId },
        took,
        ROOT_CONTEXT,
      );
      this.ids.next = null;
    }
  }

  rendered(legs: readonly WrittenLeg[], took: Took): void {
    for (const leg of legs) this.span('message.rendered', leg.messageId, ofLeg(leg), took);
  }

  decided(decisions: readonly DecidedLeg[], took: Took): void {
    for (const leg of decisions) {
      const decision = {
        'dunlin.decision_id': leg.decisionId,
        'dunlin.outcome': leg.outcome,
        'dunlin.rule': leg.rule,
      };
      this.span('message.decided', leg.messageId, { ...ofLeg(leg), ...decision }, took);
    }
  }

  submitted(leg: SubmittedLeg, took: Took): void {
    const submission = {
      'dunlin.attempt_id': leg.attemptId,
      'dunlin.provider': leg.provider,
      'dunlin.outcome': leg.outcome,
    };
    this.span('message.submitted', leg.messageId, { ...ofLeg(leg), ...submission }, took);
  }

  received(facts: readonly ReceivedFact[], took: Took): void {
    for (const fact of facts) {
      const receipt = { 'dunlin.provider': fact.provider, 'dunlin.status': fact.status ?? 'none' };
      this.span('message.receipt', fact.messageId, { ...ofLeg(fact), ...receipt }, took);
    }
  }

  /** A receiver that is gone must not hold up the stop. */
  async stop(): Promise<void> {
    const stopped = this.provider.shutdown().catch(() => undefined);
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([stopped, new Promise((resolve) => (timer = setTimeout(resolve, FLUSH_MS)))]);
    clearTimeout(timer);
  }

  private span(name: string, messageId: string, attributes: Attributes, took: Took, parent?: Context): void {
    const span = this.tracer.startSpan(
      name,
      { startTime: took.startedAt, attributes: { 'dunlin.message_id': messageId, ...attributes } },
      parent ?? underTheFirstSpan(messageId),
    );
    span.end(took.startedAt + took.ms);
  }
}

function ofLeg({ legNo, channel }: WrittenLeg): Attributes {
  return { 'dunlin.leg': legNo, 'dunlin.channel': channel };
}

function underTheFirstSpan(messageId: string): Context {
  const { traceId, rootSpanId } = traceOf(messageId);
  return trace.setSpanContext(ROOT_CONTEXT, {
    traceId,
    spanId: rootSpanId,
    traceFlags: TraceFlags.SAMPLED,
    isRemote: true,
  });
}

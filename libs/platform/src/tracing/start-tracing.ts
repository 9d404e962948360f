import type { MessageTracer } from '../watch/message-tracer.js';
import type { TracingOptions } from './tracing-options.js';

/** OpenTelemetry is loaded only where traces are asked for: null, and not a module more, where they are not. */
export async function startTracing(
  options: TracingOptions | undefined,
  services: readonly string[],
): Promise<MessageTracer | null> {
  if (options === undefined) return null;
  const { OtlpMessageTracer } = await import('./otlp-message-tracer.js');
  return new OtlpMessageTracer(options, services);
}

/**
 * A message's trace is known from its id alone, so that scheduler, personaliser, sender and tracker write to one and
 * the same without a word between them: the id's 32 hex digits are the trace's, their last 16 the first span's, which
 * is the planning and the parent of all others.
 */
export function traceOf(messageId: string): { traceId: string; rootSpanId: string } {
  const traceId = messageId.replaceAll('-', '').toLowerCase();
  return { traceId, rootSpanId: traceId.slice(16) };
}

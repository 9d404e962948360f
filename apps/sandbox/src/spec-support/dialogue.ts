import type { ReceivedWebhook, WebhookReceiver } from './webhook-receiver.js';

/** A voice dialogue as small as a test needs it: documents by path, the rest of the receiver as it was. */
export function serveTwiml(
  receiver: WebhookReceiver,
  documents: Readonly<Record<string, string | ((turn: ReceivedWebhook) => string)>>,
): void {
  const before = receiver.answer;
  receiver.answer = (webhook): ReturnType<WebhookReceiver['answer']> => {
    const document = documents[webhook.path.replace(/\?.*$/, '')];
    if (document === undefined) return before(webhook);
    const inside = typeof document === 'string' ? document : document(webhook);
    return {
      status: 200,
      headers: { 'content-type': 'text/xml; charset=utf-8' },
      body: `<?xml version="1.0" encoding="UTF-8"?><Response>${inside}</Response>`,
    };
  };
}

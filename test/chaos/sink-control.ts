import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { SinkLedger, SinkMood } from './sink-report.js';

export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** The harness's own door to a sink: `GET /count`, `GET /report`, `POST /mood`. On a port apart from the provider's. */
export function openControl(port: number, mood: SinkMood, ledger: SinkLedger, opened: () => void): void {
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.url === '/mood') {
      Object.assign(mood, JSON.parse(await readBody(request)));
      response.end();
    } else if (request.url === '/count') {
      response.end(String(ledger.size));
    } else {
      response.end(JSON.stringify(ledger.report()));
    }
  };
  createServer((request, response) => void handle(request, response)).listen(port, '127.0.0.1', opened);
}

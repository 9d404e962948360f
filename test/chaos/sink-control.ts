import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { SinkLedger, SinkMood } from './sink-report.js';

export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** What a sink is told to be like, and what it keeps. */
export interface SinkState {
  mood: SinkMood;
  ledger: SinkLedger;
  /** How many callbacks are still to come. */
  pending?: () => number;
}

/**
 * The harness's own door to a sink: `GET /pending`, `GET /report`, `POST /mood`. On a port apart from the provider's.
 */
export function openControl(port: number, { mood, ledger, pending }: SinkState, opened: () => void): void {
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.url === '/mood') {
      Object.assign(mood, JSON.parse(await readBody(request)));
      response.end();
    } else if (request.url === '/pending') {
      response.end(String(pending?.() ?? 0));
    } else {
      response.end(JSON.stringify(ledger.report()));
    }
  };
  createServer((request, response) => void handle(request, response)).listen(port, '127.0.0.1', opened);
}

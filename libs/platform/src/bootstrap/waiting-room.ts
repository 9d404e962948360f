import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';

/** Seconds after which it is worth asking again. */
const RETRY_AFTER = '2';

/**
 * Answers on a process's port while its database is started and brought up to date, which may take minutes: the process
 * is alive and must not be ended for that, but is not ready. A port that is taken is left to whoever listens next, who
 * says what to do.
 */
export async function openWaitingRoom(at: {
  host: string;
  port: number;
}): Promise<{ close(): Promise<void> }> {
  const server = createServer((request, response) => {
    if (request.url === '/healthz') return answer(response, 200, { status: 'ok' });
    answer(response, 503, { ready: false, checks: { database: 'being prepared' } });
  });
  const listening = once(server, 'listening').then(
    () => true,
    () => false,
  );
  server.listen(at.port, at.host);
  const open = await listening;
  return {
    close: async () => {
      if (!open) return;
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

function answer(response: ServerResponse, status: number, body: object): void {
  const headers = { 'content-type': 'application/json', connection: 'close' };
  response.writeHead(status, status === 200 ? headers : { ...headers, 'retry-after': RETRY_AFTER });
  response.end(JSON.stringify(body));
}

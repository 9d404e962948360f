import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FrontDoor {
  url: string;
  close(): Promise<void>;
}

/** One address before several processes, as a reverse proxy gives them: webhooks to the tracker, the rest elsewhere. */
export async function openFrontDoor(trackerPort: number, pagesPort: number): Promise<FrontDoor> {
  const server = createServer((incoming, answer) => {
    const port = incoming.url?.startsWith('/webhooks/') ? trackerPort : pagesPort;
    passOn(incoming, answer, port);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function passOn(incoming: IncomingMessage, answer: ServerResponse, port: number): void {
  const { url, method, headers } = incoming;
  const onward = request({ host: '127.0.0.1', port, path: url, method, headers }, (response) => {
    answer.writeHead(response.statusCode ?? 502, response.rawHeaders);
    response.pipe(answer);
  });
  onward.on('error', () => {
    if (!answer.headersSent) answer.writeHead(502);
    answer.end();
  });
  incoming.pipe(onward);
}

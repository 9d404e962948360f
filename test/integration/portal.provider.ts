import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A payment provider's API as the portal meets it; can be switched off. */
export interface FakeProvider {
  url: string;
  opened: { reference: string; amount_minor: number; success_url: string; cancel_url: string }[];
  down: boolean;
  /** Milliseconds before it answers. */
  delay: number;
}

/** Starts the provider on a port of its own. */
export async function fakeProvider(): Promise<{ provider: FakeProvider; server: Server }> {
  const provider: FakeProvider = { url: '', opened: [], down: false, delay: 0 };
  const server = createServer((incoming, outgoing) => {
    if (incoming.method === 'GET') {
      const page = provider.opened[Number(/\d+$/.exec(incoming.url ?? '')?.[0] ?? -1)];
      outgoing.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      outgoing.end(
        `<!doctype html><html lang="en"><title>Pay</title><a id="ok" href="${page?.success_url}">Paid</a> <a id="no" href="${page?.cancel_url}">Cancel</a></html>`,
      );
      return;
    }
    let body = '';
    incoming.on('data', (chunk) => (body += String(chunk)));
    incoming.on('end', () => {
      setTimeout(() => {
        if (provider.down) {
          outgoing.writeHead(503).end();
          return;
        }
        provider.opened.push(JSON.parse(body) as FakeProvider['opened'][number]);
        const n = provider.opened.length - 1;
        outgoing.writeHead(201, { 'content-type': 'application/json' });
        outgoing.end(JSON.stringify({ id: `session-${n}`, url: `${provider.url}/pay/${n}` }));
      }, provider.delay);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  provider.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { provider, server };
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { WebhookMessage, WebhookSender } from '#contracts';

const SECRET = `whsec_${Buffer.from('a signing secret of the specs, 32').toString('base64')}`;
const OUTSIDE = 'crm.example';

/** What a sender of webhooks is made with: how long it waits, and who finds addresses for it. */
export interface SenderSetting {
  answerTimeoutMs: number;
  lookup: LookupFunction;
}

interface Received {
  headers: Record<string, string>;
  body: string;
}

/** The suite that every sender of webhooks passes. */
export function describeWebhookSender(name: string, make: (setting: SenderSetting) => WebhookSender): void {
  describe(`${name}, as a sender of webhooks`, () => {
    const received: Received[] = [];
    let answer: (response: ServerResponse, request: IncomingMessage) => void;
    let server: Server;
    let sender: WebhookSender;
    /** Whatever the name, it is said to be here; addresses are what a name server makes of names. */
    const lookup: LookupFunction = (_host, options, found) => {
      if (options.all === true) found(null, [{ address: '127.0.0.1', family: 4 }]);
      else found(null, '127.0.0.1', 4);
    };

    beforeEach(async () => {
      received.length = 0;
      answer = (response) => void response.writeHead(204).end();
      server = createServer((request, response) => {
        let body = '';
        request.on('data', (chunk) => (body += String(chunk)));
        request.on('end', () => {
          received.push({ headers: request.headers as Record<string, string>, body });
          answer(response, request);
        });
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      sender = make({ answerTimeoutMs: 300, lookup });
    });
    afterEach(async () => {
      await sender.destroy();
      server.closeAllConnections();
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    });

    const port = (): number => (server.address() as AddressInfo).port;
    const message = (changes: Partial<WebhookMessage> = {}): WebhookMessage => ({
      id: '0198-a',
      url: `http://127.0.0.1:${port()}/cases`,
      secret: SECRET,
      local: true,
      body: '{"who":"Jan Nowak"}',
      ...changes,
    });

    it('signs what it sends, so that whoever has the secret can tell, and nobody else can make it', async () => {
      expect(await sender.send(message())).toEqual({ outcome: 'delivered' });
      const [got] = received;
      expect(got?.headers).toMatchObject({ 'webhook-id': '0198-a', 'content-type': 'application/json' });
      expect(new Webhook(SECRET).verify(got?.body ?? '', got?.headers ?? {})).toEqual({ who: 'Jan Nowak' });
      expect(() => new Webhook(SECRET).verify('{"who":"Ewa Lis"}', got?.headers ?? {})).toThrow();
      const other = { ...got?.headers, 'webhook-id': '0198-b' };
      expect(() => new Webhook(SECRET).verify(got?.body ?? '', other)).toThrow();
    });

    it.each([
      [500, true],
      [429, true],
      [404, true],
      [301, true],
      [410, false],
    ])('tells %s apart from success, and whether to try again', async (status, retry) => {
      answer = (response) => void response.writeHead(status, { location: '/elsewhere' }).end('Jan Nowak');
      expect(await sender.send(message())).toEqual({ outcome: 'failed', error: `http-${status}`, retry });
      // A redirect would lead what is personal to wherever it says.
      expect(received).toHaveLength(1);
    });

    it('is to try again when nobody answers, and says nothing of what it sent', async () => {
      answer = () => undefined;
      const silent = await sender.send(message());
      answer = (_response, request) => void request.socket.destroy();
      const dropped = await sender.send(message());
      const gone = await sender.send(message({ url: 'http://127.0.0.1:1/' }));
      for (const result of [silent, dropped, gone]) {
        expect(result).toMatchObject({ outcome: 'failed', retry: true });
        expect(JSON.stringify(result)).not.toContain('Nowak');
      }
    });

    it('calls nothing on this machine unless that is meant, whatever its name', async () => {
      const near = { outcome: 'failed', error: 'ELOOPBACK', retry: false };
      for (const host of [
        '127.0.0.1',
        '127.1.2.3',
        '[::1]',
        '[::ffff:127.0.0.1]',
        '0.0.0.0',
        '169.254.169.254',
        OUTSIDE,
      ]) {
        expect(await sender.send(message({ local: false, url: `http://${host}:${port()}/` }))).toEqual(near);
      }
      expect(received).toEqual([]);
      expect(await sender.send(message({ url: `http://${OUTSIDE}:${port()}/` }))).toEqual({
        outcome: 'delivered',
      });
    });
  });
}

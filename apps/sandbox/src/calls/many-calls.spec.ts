import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RunningSandbox, ACCOUNT, TOKEN } from '../spec-support/running-sandbox.js';

const CALLS = 200;

/** A product that answers no turn before it was asked for all of them: whoever asks one by one waits for ever. */
class PatientProduct {
  connections = 0;
  turns = 0;
  private readonly held: (() => void)[] = [];
  private readonly server = createServer((asked, reply) => {
    this.turns++;
    asked.resume();
    this.held.push(() => answer(reply, asked.url === '/1'));
    if (this.held.length === CALLS) for (const go of this.held.splice(0)) go();
  }).on('connection', () => this.connections++);

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/1`;
  }

  async open(): Promise<this> {
    this.server.keepAliveTimeout = 60_000;
    await once(this.server.listen(0, '127.0.0.1'), 'listening');
    return this;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

function answer(reply: ServerResponse, first: boolean): void {
  const question = '<Gather numDigits="1" timeout="60" action="/2"><Say>1?</Say></Gather>';
  reply.writeHead(200, { 'content-type': 'text/xml' }).end(`<Response>${first ? question : ''}</Response>`);
}

describe('two hundred calls at once', () => {
  let sandbox: RunningSandbox;
  let product: PatientProduct;
  beforeAll(async () => {
    [sandbox, product] = await Promise.all([RunningSandbox.start(), new PatientProduct().open()]);
  });
  afterAll(async () => {
    await sandbox.close();
    product.close();
  });

  const order = async (to: string): Promise<string> => {
    const made = await fetch(`${sandbox.url}/sandbox/twilio/2010-04-01/Accounts/${ACCOUNT}/Calls.json`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${ACCOUNT}:${TOKEN}`)}` },
      body: new URLSearchParams({ To: to, From: '+48221002003', Url: product.url }),
    });
    return ((await made.json()) as { sid: string }).sid;
  };

  it('are held side by side: their turns are all under way together, on connections that are kept', async () => {
    await sandbox.post('/sandbox/api/calls/attended', { numbers: 'all' });
    const numbers = Array.from({ length: CALLS }, (_, index) => `+48${501_000_000 + index}`);
    const sids = await Promise.all(numbers.map(order));
    // In two strides: dialled, then ringing.
    for (let stride = 0; stride < 2; stride++) {
      sandbox.clock.pass(5_000);
      await sandbox.idle();
    }
    const act = async (what: string, body: object): Promise<Set<string>> => {
      const states = sids.map(async (sid) => {
        const state = await sandbox.post(`/sandbox/api/calls/${sid}/${what}`, body);
        return ((await state.json()) as { status: string }).status;
      });
      return new Set(await Promise.all(states));
    };
    expect(await act('answer', {})).toEqual(new Set(['in-progress']));
    expect(await act('keys', { keys: '1' })).toEqual(new Set(['completed']));
    expect(product.turns).toBe(2 * CALLS);
    expect(product.connections).toBeLessThan(1.5 * CALLS);
  });
});

import { request } from 'node:http';
import { RunningSandbox } from '../spec-support/running-sandbox.js';

describe('the virtual phone', () => {
  let sandbox: RunningSandbox;
  beforeAll(async () => {
    sandbox = await RunningSandbox.start();
  });
  afterAll(() => sandbox.close());

  const send = (to: string, body: string) => sandbox.twilio().messages.create({ to, from: 'DUNLIN', body });

  it('says on its face that it is a sandbox, with and without messages', async () => {
    const page = await sandbox.page('/sandbox');
    expect(page).toContain('nothing leaves this machine');
    expect(page).toContain('No message yet');
  });

  it('shows a text as a phone would: in business time, with links to tap and nothing run', async () => {
    await send('+48500000001', '<b>Zapłać</b> https://d.example/p/abc?a=1&b=2.');
    const page = await sandbox.page('/sandbox?c=%2B48500000001');
    expect(page).toContain('&lt;b&gt;Zapłać&lt;/b&gt;');
    expect(page).toContain(
      '<a href="https://d.example/p/abc?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">',
    );
    expect(page).toContain('Monday, 23 November 2026');
    expect(page).toContain('08:00');
  });

  it('lists latest first, counts what is unread, and finds by number', async () => {
    await send('+48500000002', 'second');
    const list = await sandbox.page('/sandbox');
    expect(list.indexOf('+48500000002')).toBeLessThan(list.indexOf('+48500000001'));
    expect(list).toContain('1 unread');
    await sandbox.page('/sandbox?c=%2B48500000002');
    expect(await sandbox.page('/sandbox')).not.toContain('1 unread');
    const found = await sandbox.page('/sandbox?q=500%20000%20001');
    expect(found).toContain('c=%2B48500000001');
    expect(found).not.toContain('c=%2B48500000002');
    expect(await sandbox.page('/sandbox?q=nobody')).toContain('Nobody matches.');
  });

  it('tells a watching page what changed, and only then', async () => {
    const first = await sandbox.get<{ version: number; parts: Record<string, string> }>(
      '/sandbox/live?since=-1',
    );
    expect(Object.keys(first.parts)).toEqual(['counters', 'ringing', 'list']);
    const same = await sandbox.get<{ parts: object }>(`/sandbox/live?since=${first.version}`);
    expect(same.parts).toEqual({});
    await send('+48500000003', 'third');
    const later = await sandbox.get<{ parts: Record<string, string> }>(
      `/sandbox/live?since=${first.version}`,
    );
    expect(later.parts['list']).toContain('third');
  });

  it('takes no orders from the pages of other sites', async () => {
    const answer = await sandbox.post('/sandbox/api/reset', {}, { 'sec-fetch-site': 'cross-site' });
    expect(answer.status).toBe(403);
  });

  it.each([
    ['GET', '/sandbox'],
    ['GET', '/sandbox/live?since=-1'],
    ['POST', '/sandbox/reply'],
    ['GET', '/sandbox/mail/1/html'],
    ['POST', '/sandbox/mail/1/unsubscribe'],
    ['GET', '/sandbox/api/messages'],
    ['POST', '/sandbox/api/reset'],
  ] as const)('answers %s %s to no other name than those of this machine', async (method, url) => {
    const asked = (host: string): Promise<number | undefined> => askedBy(host, method, sandbox.url + url);
    for (const host of ['evil.example', 'evil.example:3000', 'localhost.evil.example', '192.168.1.7:3000']) {
      expect([host, await asked(host)]).toEqual([host, 403]);
    }
    // Asking in earnest would forget what the other tests have sent.
    if (method === 'POST') return;
    for (const host of ['localhost:3000', '127.0.0.1:3000', '[::1]:3000', 'dunlin.localhost']) {
      expect([host, await asked(host)]).not.toEqual([host, 403]);
    }
  });

  it('gives tests everything that arrived, in order and in pages', async () => {
    type Answer = { messages: { sequence: number; body: string }[]; next: number; last: number };
    const first = await sandbox.get<Answer>('/sandbox/api/messages?limit=2');
    const rest = await sandbox.get<Answer>(`/sandbox/api/messages?after=${first.next}`);
    expect([...first.messages, ...rest.messages].map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    expect(rest.last).toBe(3);
  });
});

/** What a browser is answered that was led here by another name; `fetch` lets nobody choose their Host header. */
function askedBy(host: string, method: string, url: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { method, headers: { host } }, (answer) => resolve(answer.resume().statusCode))
      .on('error', reject)
      .end();
  });
}

import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SandboxOptions } from '../sandbox.options.js';
import { Inbox } from './inbox.js';
import type { StoredSms } from './stored-message.js';

const options = (changes: Partial<SandboxOptions>): SandboxOptions => ({
  accountSid: `AC${'0'.repeat(32)}`,
  authToken: 't',
  inboundUrl: 'http://127.0.0.1/in',
  publicUrl: 'http://127.0.0.1',
  smtpPort: 0,
  paymentSecret: 'p',
  emailWebhookSecret: 'e',
  clock: { now: () => 0 },
  seed: 1,
  ...changes,
});

const sms = (id: string, address = '+48500000001', text = 'hello'): Omit<StoredSms, 'sequence'> => ({
  id,
  channel: 'sms',
  direction: 'to-debtor',
  address,
  counterpart: '+48732000111',
  text,
  links: [],
  businessAt: 1,
  machineAt: 2,
  status: 'queued',
  errorCode: null,
  read: false,
  segments: 1,
  messagingServiceSid: null,
  statusCallback: null,
  sentAt: null,
  updatedAt: 2,
  redacted: false,
  deleted: false,
});

describe('the inbox', () => {
  it('forgets the oldest beyond its bounds, by count and by weight', () => {
    const byCount = new Inbox(options({ maxMessages: 2 }));
    for (const id of ['a', 'b', 'c']) byCount.add(sms(id, `+4850000000${id.charCodeAt(0) % 10}`));
    expect([...byCount.all()].map(({ id }) => id)).toEqual(['b', 'c']);
    expect([...byCount.addresses()]).toHaveLength(2);
    expect(byCount.lastSequence).toBe(3);
    const byWeight = new Inbox(options({ maxBytes: 5_000 }));
    for (const id of ['a', 'b', 'c']) byWeight.add(sms(id, undefined, 'x'.repeat(1_500)));
    expect([...byWeight.all()].map(({ id }) => id)).toEqual(['c']);
  });

  it('comes back as it was, even after a kill in the middle of a line', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'inbox-'));
    try {
      const before = new Inbox(options({ dataDir }));
      before.add(sms('a'));
      before.patch('a', { status: 'delivered' });
      before.optOut('pair', true);
      before.count('delivered');
      await before.beforeApplicationShutdown();
      await appendFile(join(dataDir, 'sandbox-inbox.ndjson'), '{"kind":"message","message":{"id":"b"');

      const after = new Inbox(options({ dataDir }));
      await after.onModuleInit();
      expect(after.find('a')).toMatchObject({ status: 'delivered', sequence: 1 });
      expect(after.isOptedOut('pair')).toBe(true);
      expect(after.counters.delivered).toBe(1);
      after.add(sms('c'));
      await after.beforeApplicationShutdown();

      const third = new Inbox(options({ dataDir }));
      await third.onModuleInit();
      expect([...third.all()].map(({ id }) => id)).toEqual(['a', 'c']);
      await third.reset();
      expect(third.lastSequence).toBe(0);
    } finally {
      await rm(dataDir, { recursive: true });
    }
  });
});

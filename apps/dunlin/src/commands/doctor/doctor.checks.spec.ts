import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { LiveCampaign } from '#contracts';
import { ConfigError, loadConfig } from '#platform';
import { runChecks } from './check.js';
import { configurationFaults, lookAtConfiguration, whereMessagesGo } from './configuration.checks.js';
import { clock, firstSecret, schema, server } from './database.checks.js';
import { exitCodeOf, fault, type Finding, toLines, warning, well } from './finding.js';
import { lookAtMailDomain } from './mail-domain.checks.js';
import { lookAtPortfolio } from './portfolio.checks.js';
import { smtp, twilio } from './provider.checks.js';
import { lookAtQueue, redis } from './queue.checks.js';

const sandbox = {
  twilio: { accountSid: 'AC', authToken: 't', apiUrl: 'http://127.0.0.1:3000/sandbox/twilio' },
  smtpUrl: 'smtp://127.0.0.1:3025',
  publicUrl: 'http://localhost:3000',
};
const outside = { ...sandbox, smtpUrl: 'smtps://user:hidden@mail.example.com:465' };
const notWell = (findings: readonly Finding[]): string[] =>
  findings.filter(({ level }) => level !== 'well').map(({ what, level }) => `${level}: ${what}`);

describe('dunlin doctor', () => {
  it('prints what is well, what may not stay so and what is wrong, and fails for the last alone', () => {
    const findings = [well('a', 'b'), warning('c', 'd', 'Watch e.'), fault('f', 'g', 'Do h.')];
    expect(toLines(findings)).toEqual(['✓ a: b', '! c: d', '    Watch e.', '✗ f: g', '    Do h.']);
    expect(exitCodeOf(findings)).toBe(1);
    expect(exitCodeOf(findings.slice(0, 2))).toBe(0);
  });

  it('always ends: a part that does not answer, or fails, is told and hides no other', async () => {
    const findings = await runChecks(
      [
        { what: 'hung', look: () => new Promise(() => undefined) },
        {
          what: 'broken',
          look: () => Promise.reject(Object.assign(new Error('user:secret'), { code: 'EX' })),
        },
        { what: 'sound', look: async () => [well('sound', 'yes')] },
      ],
      30,
    );
    expect(notWell(findings)).toEqual(['fault: hung', 'fault: broken']);
    expect(findings.at(-1)).toEqual(well('sound', 'yes'));
    expect(JSON.stringify(findings)).not.toContain('secret');
  });

  it('waits longer for what this process works out itself, however busy the machine is', async () => {
    const slow = () =>
      new Promise<Finding[]>((done) => {
        setTimeout(() => done([well('content', 'whole')]), 60);
      });
    const findings = await runChecks([{ what: 'content', look: slow, patienceMs: 5_000 }], 10);
    expect(findings).toEqual([well('content', 'whole')]);
  });
});

describe('the configuration', () => {
  it('may have links to this machine while all messages stay on it', () => {
    expect(notWell(whereMessagesGo(sandbox))).toEqual([]);
  });

  it('may not when messages leave it, nor may links go without TLS', () => {
    const findings = whereMessagesGo(outside);
    expect(notWell(findings)).toEqual(['fault: links point at']);
    expect(JSON.stringify(findings)).not.toContain('hidden');
    expect(notWell(whereMessagesGo({ ...outside, publicUrl: 'http://pay.example.com' }))).toHaveLength(1);
    expect(notWell(whereMessagesGo({ ...outside, publicUrl: 'https://pay.example.com' }))).toEqual([]);
  });

  it('is told of secrets that can be guessed, and never has them printed', () => {
    const weak = {
      ...sandbox,
      secret: 'ab'.repeat(20),
      apiKey: 'ab'.repeat(20),
      host: '',
      clock: { mode: 'real' },
    };
    const findings = lookAtConfiguration(weak as Parameters<typeof lookAtConfiguration>[0]);
    expect(notWell(findings)).toEqual([
      'warning: DUNLIN_SECRET',
      'warning: DUNLIN_API_KEY',
      'fault: secrets',
    ]);
    expect(JSON.stringify(findings)).not.toContain('abab');
  });

  it('has every variable at fault named, with what to do', () => {
    const findingsOf = (variables: Record<string, string>): Finding[] => {
      try {
        loadConfig({ DATABASE_URL: 'postgres://h/d', ...variables }, () => ({ value: '', made: false }));
      } catch (error) {
        if (error instanceof ConfigError) return configurationFaults(error.faults);
      }
      return [];
    };
    expect(findingsOf({ PORT: 'x' })).toEqual([
      fault('PORT', 'is not a port', 'Use a whole number from 1 to 65535.'),
    ]);
    expect(findingsOf({})).toContainEqual(
      fault(
        'DUNLIN_SECRET',
        'is missing',
        'With DATABASE_URL all processes must share one secret; make one with: openssl rand -hex 32.',
      ),
    );
  });
});

describe('what an installation stands on', () => {
  const facts = {
    version: '18.1',
    versionNumber: 180_001,
    fsync: 'on',
    fullPageWrites: 'on',
    synchronousCommit: 'on',
    maxConnections: 197,
    connections: 40,
    now: 0,
    knowsZones: true,
  };

  it('is a Postgres that keeps what it committed, and has connections left', () => {
    expect(notWell(server(facts))).toEqual([]);
    expect(notWell(server({ ...facts, versionNumber: 170_000 }))).toEqual(['fault: Postgres']);
    expect(notWell(server({ ...facts, synchronousCommit: 'off' }))).toEqual(['fault: durability']);
    expect(notWell(server({ ...facts, connections: 190 }))).toEqual(['warning: connections']);
    expect(notWell(server({ ...facts, knowsZones: false }))).toEqual(['fault: time zones of Postgres']);
  });

  it('is two clocks that agree, and a schema of this release', () => {
    expect(clock(1_500, 1_000, 2_000).level).toBe('well');
    expect(clock(5_000, 1_000, 2_000).level).toBe('fault');
    expect(schema({ pending: [], unknown: [] }).level).toBe('well');
    expect(schema({ pending: ['A1'], unknown: [] }).level).toBe('fault');
    expect(schema({ pending: [], unknown: ['B2'] }).level).toBe('warning');
  });

  it('is the secret that the database was first used with, or Dunlin would not start', () => {
    expect([undefined, true].map((first) => firstSecret(first).level)).toEqual(['well', 'well']);
    expect(toLines([firstSecret(false)]).join('\n')).toMatch(
      /^✗ DUNLIN_SECRET: is not the one that this database was first used with\n {4}With another, .* or use another/,
    );
  });

  it('is a Redis that throws nothing away', () => {
    expect(notWell(redis({ version: '8', evicts: 'noeviction', evictedKeys: 0 }))).toEqual([]);
    expect(notWell(redis({ version: '8', evicts: 'allkeys-lru', evictedKeys: 2 }))).toEqual([
      'fault: Redis keeps',
      'warning: Redis has thrown away',
    ]);
  });
});

describe('a Redis that cannot be used', () => {
  it('is told with its address and why, never with its password', async () => {
    const [finding] = await lookAtQueue('redis://user:hidden@127.0.0.1:1/2', 'postgres://h/d');
    expect(finding).toMatchObject({
      level: 'fault',
      found: 'Redis cannot be reached at 127.0.0.1:1 (ECONNREFUSED)',
    });
    expect(JSON.stringify(finding)).not.toContain('hidden');
  });

  it('is told apart when it answers, and lets nobody in', async () => {
    const server = createServer((socket) => {
      socket.on('data', () =>
        socket.write('-WRONGPASS invalid username-password pair or user is disabled.\r\n'),
      );
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    try {
      const { port } = server.address() as AddressInfo;
      const [finding] = await lookAtQueue(`redis://user:hidden@127.0.0.1:${port}`, 'postgres://h/d');
      expect(finding).toMatchObject({
        found: `Redis at 127.0.0.1:${port} does not let us in (WRONGPASS)`,
        remedy: expect.stringContaining('correct user and password in QUEUE_URL') as string,
      });
      expect(JSON.stringify(finding)).not.toContain('hidden');
    } finally {
      server.close();
    }
  });
});

describe('providers', () => {
  it('are told apart: credentials, account, senders', () => {
    expect(twilio({ reached: false, code: '20003' }, false)[0]?.remedy).toMatch(/TWILIO_AUTH_TOKEN/);
    expect(twilio({ reached: false, code: 'ECONNREFUSED' }, true)).toEqual([
      warning(
        'Twilio',
        'the sandbox does not answer (ECONNREFUSED)',
        'It runs while Dunlin does: npm start.',
      ),
    ]);
    expect(twilio({ reached: false, code: '20003' }, true)[0]).toMatchObject({
      level: 'fault',
      found: 'the sandbox refuses the credentials (20003)',
      remedy: expect.stringContaining('DUNLIN_SECRET') as string,
    });
    expect(twilio({ reached: false, code: 'http-502' }, false)[0]?.found).toBe(
      'answers with an error (http-502)',
    );
    const reached = { reached: true as const, status: 'suspended', trial: true };
    const senders = [{ identity: '+48459990001', found: 'no' as const }];
    expect(notWell(twilio({ ...reached, senders }, false))).toEqual([
      'fault: Twilio account',
      'warning: Twilio account',
      'fault: sender +48459990001',
    ]);
  });

  it('are warned of when they would read along', () => {
    expect(smtp({ reached: true, encrypted: false }, false).level).toBe('warning');
    expect(smtp({ reached: true, encrypted: true }, false).level).toBe('well');
    expect(smtp({ reached: false, code: 'EAUTH' }, false).remedy).toMatch(/SMTP_URL/);
  });
});

describe('the domain of mails', () => {
  const config = {
    mailFrom: 'Example <pay@mail.firma.pl>',
    mail: { dkim: { domainName: 'firma.pl', keySelector: 's1', privateKey: 'k' } },
  };
  const published: Record<string, string[][]> = {
    'mail.firma.pl': [['other'], ['v=spf1 mx', ' -all']],
    '_dmarc.mail.firma.pl': [['v=DMARC1; p=none']],
    's1._domainkey.firma.pl': [['v=DKIM1; k=rsa; p=MIG']],
  };
  const failing = (code: string) => (): Promise<string[][]> =>
    Promise.reject(Object.assign(new Error(), { code }));

  it('has SPF, DKIM and DMARC, or is told which record to publish where', async () => {
    const all = async (name: string): Promise<string[][]> => published[name] ?? [];
    expect(notWell(await lookAtMailDomain(config, all))).toEqual([]);
    const none = await lookAtMailDomain(config, failing('ENOTFOUND'));
    expect(none.map(({ remedy }) => remedy?.includes('Publish'))).toEqual([true, true, true]);
  });

  it('is not called wrong where there is no DNS to ask', async () => {
    const findings = await lookAtMailDomain(config, failing('ECONNREFUSED'));
    expect(findings.every(({ found }) => found.includes('there is no DNS here'))).toBe(true);
    expect(exitCodeOf(findings)).toBe(0);
  });
});

describe('the portfolio', () => {
  const gaps = {
    creditors: 2,
    withoutBankAccount: ['acme'],
    withoutSmsSender: [],
    withoutMailFrom: [],
    smsSenders: [],
    rcsSenders: [],
    uncoveredQueues: ['data'],
    activeAgents: 1,
  };
  const source = `
key: k
name: K
version: 1
country: PL
zone: Europe/Warsaw
policies: [pl-default]
audience: { currency: PLN, kind: consumer }
steps:
  - { key: hand-over, type: escalate, at: { dpd: 30, time: '09:00' }, queue: field, reason: no-response, sla: { businessDays: 2 } }
  - { key: over, type: end }
`;
  const live = [{ source } as LiveCampaign];

  it('is told of creditors without an account, and of queues that nobody serves', () => {
    expect(notWell(lookAtPortfolio(gaps, live, new Set()))).toEqual([
      'warning: creditors without a bank account',
      'fault: queue field',
      'fault: queue data',
    ]);
    const served = { ...gaps, withoutBankAccount: [], uncoveredQueues: [] };
    expect(notWell(lookAtPortfolio(served, live, new Set(['field'])))).toEqual([]);
  });
});

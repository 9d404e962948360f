import { ConfigError } from './config-error.js';
import { loadConfig } from './load-config.js';
import { withDatabase } from './platform-config.js';

const kept = (_directory: string, name: string) => ({ value: `kept-${name}`, made: true });
const load = (variables: Record<string, string> = {}) => loadConfig(variables, kept);

const OUTSIDE = {
  DATABASE_URL: 'postgres://dunlin:pw@db.example.com/dunlin',
  DUNLIN_SECRET: 's'.repeat(32),
  TWILIO_ACCOUNT_SID: `AC${'a'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'token',
  SMTP_URL: 'smtps://user:pw@mail.example.com',
  MAIL_FROM: 'Example <pay@example.com>',
  PUBLIC_URL: 'https://pay.example.com/',
};

function faults(variables: Record<string, string>): Record<string, string> {
  try {
    load(variables);
  } catch (error) {
    if (error instanceof ConfigError)
      return Object.fromEntries(error.faults.map((f) => [f.variable, f.message]));
    throw error;
  }
  return {};
}

describe('configuration', () => {
  it('needs no variable at all: everything then stays on this machine', () => {
    const config = load();
    expect(config.embeddedPostgres).toBe(true);
    expect(config.services).toContain('sandbox');
    expect(config.host).toBe('127.0.0.1');
    expect(config.publicUrl).toBe('http://localhost:3000');
    expect(config.twilio.apiUrl).toBe('http://127.0.0.1:3000/sandbox/twilio');
    expect(config.smtpUrl).toBe('smtp://127.0.0.1:3025');
    expect(config.reconcileAfterMs).toBe(600_000);
  });

  it('makes a secret and an API key, and tells when the key is new', () => {
    expect(load()).toMatchObject({ secret: 'kept-secret', apiKey: 'kept-api-key', apiKeyIsNew: true });
    expect(load({ DUNLIN_API_KEY: 'k'.repeat(16) })).toMatchObject({
      apiKey: 'k'.repeat(16),
      apiKeyIsNew: false,
    });
  });

  it('puts the queue on the database unless it is told otherwise', () => {
    expect(withDatabase(load(), 'postgres://x/y').queueUrl).toBe('postgres://x/y');
    expect(withDatabase(load({ QUEUE_URL: 'redis://q:6379' }), 'postgres://x/y').queueUrl).toBe(
      'redis://q:6379',
    );
  });

  it('with a database of its own, leaves the sandbox out, keeps real time and talks to Twilio', () => {
    const config = load(OUTSIDE);
    expect(config.services).not.toContain('sandbox');
    expect(config.clock).toEqual({ mode: 'real' });
    expect(config.twilio.apiUrl).toBe('https://api.twilio.com');
    expect(config.publicUrl).toBe('https://pay.example.com');
  });

  it('names everything that an outside installation lacks, all at once', () => {
    expect(Object.keys(faults({ DATABASE_URL: OUTSIDE.DATABASE_URL })).sort()).toEqual(
      [
        'DUNLIN_SECRET',
        'MAIL_FROM',
        'PUBLIC_URL',
        'SMTP_URL',
        'TWILIO_ACCOUNT_SID',
        'TWILIO_AUTH_TOKEN',
      ].sort(),
    );
  });

  it('asks a process that sends nothing for no provider', () => {
    const { DATABASE_URL, DUNLIN_SECRET } = OUTSIDE;
    expect(faults({ DATABASE_URL, DUNLIN_SECRET, DUNLIN_SERVICES: 'scheduler' })).toEqual({});
  });

  it('asks the portal alone for the address of its pages', () => {
    const { DATABASE_URL, DUNLIN_SECRET, PUBLIC_URL } = OUTSIDE;
    const portal = { DATABASE_URL, DUNLIN_SECRET, DUNLIN_SERVICES: 'portal' };
    expect(Object.keys(faults(portal))).toEqual(['PUBLIC_URL']);
    expect(faults({ ...portal, PUBLIC_URL })).toEqual({});
  });

  it('gives the sandbox a token that follows from the secret, and that nobody else can know', () => {
    const token = (variables: Record<string, string>): string => load(variables).twilio.authToken;
    const [first, second] = ['1', '2'].map((digit) => ({ DUNLIN_SECRET: digit.repeat(32) }));
    expect(token(first ?? {})).toMatch(/^[0-9a-f]{32}$/);
    expect(token(first ?? {})).toBe(token({ ...first, PORT: '3001' }));
    expect(token(first ?? {})).not.toBe(token(second ?? {}));
    expect(token({ ...first, TWILIO_AUTH_TOKEN: 'own' })).toBe('own');
  });

  it.each([
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['DATABASE_URL', 'mysql://x'],
    ['QUEUE_URL', 'amqp://x'],
    ['DUNLIN_SERVICES', 'sender,sendre'],
    ['DUNLIN_CLOCK', 'fast'],
    ['DUNLIN_CLOCK', 'stepped:2026-01-12T08:00'],
    ['DUNLIN_CLOCK', 'demo:0'],
    ['RECONCILE_AFTER', '10 minutes'],
    ['SENDING_RATES', 'provider:smtp'],
    ['SENDING_RATES', 'provider:smtp=0'],
    ['SENDING_RATES', '+48459990001=5,+48459990001=6'],
    ['LOG_LEVEL', 'loud'],
    ['TWILIO_ACCOUNT_SID', 'SK123'],
    ['MAIL_FROM', 'nobody'],
    ['DUNLIN_SECRET', 'short'],
    ['MAIL_OPENS', 'maybe'],
    ['AGENT_MAIL', 'maybe'],
    ['DKIM_DOMAIN', 'example.com'],
    ['TWILIO_CA_FILE', '/nonexistent/ca.pem'],
  ])('refuses %s=%s with a remedy, without repeating the value', (variable, value) => {
    const found = faults({ [variable]: value });
    const text = Object.values(found).join(' ');
    expect(Object.keys(found).some((name) => name.startsWith(variable.slice(0, 4)))).toBe(true);
    expect(text).toMatch(/;|:/);
    if (variable !== 'DUNLIN_SERVICES')
      expect(text).not.toContain(value === 'short' ? '"short"' : `"${value}"`);
  });

  it('reads limits by provider and by sender, each so many a second', () => {
    const limits = 'provider:twilio-voice=1, +48459990001=0.5,pay=me@example.com=20,';
    expect(loadConfig({ SENDING_RATES: limits }, kept).sendingRates).toEqual([
      { scope: 'provider', identity: 'twilio-voice', perSecond: 1 },
      { scope: 'sender', identity: '+48459990001', perSecond: 0.5 },
      { scope: 'sender', identity: 'pay=me@example.com', perSecond: 20 },
    ]);
    expect(loadConfig({}, kept).sendingRates).toBeUndefined();
  });

  it('mails agents where it knows how, unless told otherwise', () => {
    const outside = {
      DATABASE_URL: 'postgres://db/d',
      DUNLIN_SECRET: 'x'.repeat(32),
      DUNLIN_SERVICES: 'scheduler',
    };
    const mail = { SMTP_URL: 'smtp://mail.example:25', MAIL_FROM: 'a@example.com' };
    expect(load({}).agentMail).toBe(true);
    expect(load({ AGENT_MAIL: 'off' }).agentMail).toBe(false);
    expect(load(outside).agentMail).toBe(false);
    expect(load({ ...outside, ...mail }).agentMail).toBe(true);
    expect(Object.keys(faults({ ...outside, AGENT_MAIL: 'on' }))).toEqual(['SMTP_URL', 'MAIL_FROM']);
    // These mails lead nowhere, so that the address which debtors reach is not asked for.
    expect(load({ ...outside, ...mail, AGENT_MAIL: 'on' }).agentMail).toBe(true);
  });

  it('has mails tell of being opened in the demo alone, unless told otherwise', () => {
    expect(load({}).mail?.tellsOpens).toBe(true);
    expect(load({ SMTP_URL: 'smtp://127.0.0.1:9' }).mail?.tellsOpens).toBe(false);
    expect(load({ SMTP_URL: 'smtp://127.0.0.1:9', MAIL_OPENS: 'on' }).mail?.tellsOpens).toBe(true);
    expect(load({ MAIL_OPENS: 'off' }).mail?.tellsOpens).toBe(false);
  });

  it('names several faulty variables in one message', () => {
    expect(() => load({ PORT: 'x', LOG_LEVEL: 'y' })).toThrow(/PORT[\s\S]*LOG_LEVEL/);
  });

  it('takes a variable that is set to nothing as one that is not set', () => {
    expect(load({ PORT: ' ', DATABASE_URL: '' }).port).toBe(3000);
  });

  it.each([
    ['demo:1440', 'TWILIO_API_URL', 'https://api.twilio.com'],
    ['stepped:2026-01-12T08:00:00Z', 'SMTP_URL', 'smtp://mail.example.com'],
    ['demo:1440', 'SMTP_URL', 'smtp://localhost.example.com'],
    ['demo:2', 'PAYMENTS_URL', 'https://pay.example.com'],
  ])('refuses the clock %s while %s is %s (I10)', (clock, variable, url) => {
    expect(faults({ DUNLIN_CLOCK: clock, [variable]: url }).DUNLIN_CLOCK).toContain(variable);
  });

  it.each([
    ['TWILIO_API_URL', 'http://127.0.0.1:9'],
    ['SMTP_URL', 'smtp://127.0.0.1:9'],
    ['PAYMENTS_URL', 'http://127.0.0.1:9'],
  ])('keeps real time where %s is set', (variable, url) => {
    expect(load({ [variable]: url }).clock.mode).toBe('real');
  });

  it.each(['http://127.0.0.1:9', 'http://[::1]:9', 'http://localhost:9', 'http://127.8.8.8:9'])(
    'allows stepped time with a provider at %s',
    (url) => {
      expect(faults({ DUNLIN_CLOCK: 'stepped:2026-01-12T08:00:00Z', TWILIO_API_URL: url })).toEqual({});
    },
  );

  it('cannot be changed once read', () => {
    const config = load() as { port: number };
    expect(() => (config.port = 1)).toThrow(TypeError);
  });
});

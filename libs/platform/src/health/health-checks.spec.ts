import { HealthChecks } from './health-checks.js';

describe('readiness', () => {
  it('needs every part to work, and names the one that does not, not why', async () => {
    const checks = new HealthChecks(20);
    checks.register('database', () => Promise.resolve());
    expect(await checks.readiness()).toEqual({ ready: true, checks: { database: 'ok' } });
    checks.register('queue', () => Promise.reject(new Error('redis://user:secret@host')));
    checks.register('slow', () => new Promise(() => undefined));
    expect(await checks.readiness()).toEqual({
      ready: false,
      checks: { database: 'ok', queue: 'failed', slow: 'timed out' },
    });
  });

  it('ends as soon as the process is told to stop', async () => {
    const checks = new HealthChecks();
    checks.stop();
    expect((await checks.readiness()).ready).toBe(false);
  });

  it('refuses two checks of one name, since one would hide the other', () => {
    const checks = new HealthChecks();
    checks.register('queue', () => Promise.resolve());
    expect(() => checks.register('queue', () => Promise.resolve())).toThrow(/queue/);
  });
});

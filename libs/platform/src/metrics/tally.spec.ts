import { Registry } from 'prom-client';
import { Tally, TallySpread } from './tally.js';

describe('what is counted once a message', () => {
  it('reads as any counter of Prometheus does', async () => {
    const registry = new Registry();
    const tally = new Tally(registry, 'sent_total', 'Sent.', ['channel', 'provider']);
    tally.add(2, 'sms', 'twilio-sms');
    tally.add(1, 'email', 'smtp');
    tally.add(3, 'sms', 'twilio-sms');
    expect(await registry.metrics()).toBe(
      '# HELP sent_total Sent.\n# TYPE sent_total counter\n' +
        'sent_total{channel="sms",provider="twilio-sms"} 5\nsent_total{channel="email",provider="smtp"} 1\n',
    );
  });

  it('reads as any histogram does: each bucket holds what the smaller ones hold', async () => {
    const registry = new Registry();
    const spread = new TallySpread(registry, 'took_seconds', 'Took.', ['provider'], [0.1, 1]);
    for (const seconds of [0.05, 0.1, 0.5, 3]) spread.observe(seconds, 'smtp');
    expect((await registry.metrics()).trim().split('\n').slice(2)).toEqual([
      'took_seconds_bucket{provider="smtp",le="0.1"} 2',
      'took_seconds_bucket{provider="smtp",le="1"} 3',
      'took_seconds_bucket{provider="smtp",le="+Inf"} 4',
      'took_seconds_sum{provider="smtp"} 3.65',
      'took_seconds_count{provider="smtp"} 4',
    ]);
  });

  it('refuses two figures of one name', () => {
    const registry = new Registry();
    new Tally(registry, 'sent_total', 'Sent.', []);
    expect(() => new Tally(registry, 'sent_total', 'Sent.', [])).toThrow(/sent_total/);
  });
});

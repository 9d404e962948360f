import type { WebhookDestination } from '#contracts';
import { handOffFaults } from './hand-off-faults.js';
import { loadConfig } from './load-config.js';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const kept = (_directory: string, name: string) => ({ value: `kept-${name}`, made: true });
const real = loadConfig({ DUNLIN_CLOCK: 'real', HAND_OFF_SECRET_CRM: SECRET, OTHER_SECRET: SECRET }, kept);
const demo = loadConfig({ HAND_OFF_SECRET_CRM: SECRET }, kept);

const crm: WebhookDestination = {
  key: 'crm',
  name: 'CRM',
  kind: 'webhook',
  url: 'https://crm.example/cases',
  secret: 'HAND_OFF_SECRET_CRM',
  local: false,
};
const near = { ...crm, url: 'http://127.0.0.1:8080/cases', local: true };

describe('a destination of hand-offs', () => {
  it('is told by https, or on this very machine where that is meant', () => {
    expect(handOffFaults([crm, near, { key: 'file', name: 'File', kind: 'export' }], real)).toEqual([]);
    expect(handOffFaults([near], demo)).toEqual([]);
  });

  it.each([
    ['plain http', { ...crm, url: 'http://crm.example/' }, real, 'by https alone'],
    ['this machine by accident', { ...near, local: false }, real, 'say "local: true"'],
    ['another machine that is said to be this one', { ...crm, local: true }, real, 'take one back'],
    ['invented cases', crm, demo, 'business time is not real'],
    [
      'a secret that is missing',
      { ...crm, secret: 'HAND_OFF_SECRET_OTHER' },
      real,
      'HAND_OFF_SECRET_OTHER is missing',
    ],
    ['a secret of another name', { ...crm, secret: 'OTHER_SECRET' }, real, 'OTHER_SECRET is missing'],
  ])('is refused for %s', (_what, destination, config, fault) => {
    expect(handOffFaults([destination], config)).toEqual([expect.stringContaining(fault)]);
  });

  it('is refused for a secret that is none, which is not repeated', () => {
    const faults = handOffFaults([crm], { ...real, handOffSecrets: { HAND_OFF_SECRET_CRM: 'swordfish' } });
    expect(faults).toEqual([expect.stringContaining('is no signing secret')]);
    expect(faults.join()).not.toContain('swordfish');
  });
});

import { expectSafe, PERSONAL } from './portal.expectations.js';
import { NOW, PortalWorld, type SeededCase } from './portal.world.js';

let world: PortalWorld;
beforeAll(async () => {
  world = await PortalWorld.start();
});
afterAll(() => world.stop());

const DAY_MS = 86_400_000;

const visits = (seeded: SeededCase) =>
  world.rows<{ kind: string; agent_class: string }>(
    'SELECT kind, agent_class FROM portal_visits WHERE message_id = $1 ORDER BY id',
    [seeded.messageId],
  );

describe('opening a deep link', () => {
  it('changes nothing about the case, whichever page is fetched and however', async () => {
    const seeded = await world.seed();
    const before = await world.fingerprint();
    for (const path of [
      '',
      '/stop',
      '/unsubscribe',
      '/wrong-person',
      '/case',
      '/paid',
      '/paid?s=x',
      '/pay',
      '/talk',
      '/identity',
      '?lang=uk',
      '/nowhere',
    ]) {
      await world.visitor().get(`/p/${seeded.token}${path}`);
    }
    await world.visitor().send('HEAD', `/p/${seeded.token}`);
    expect(await world.fingerprint()).toBe(before);
  });

  it('shows nothing personal before the identity check, in any language', async () => {
    const seeded = await world.seed();
    for (const path of ['', '?lang=en', '?lang=uk', '/stop', '/unsubscribe', '/wrong-person', '/paid']) {
      const answer = await world.visitor().get(`/p/${seeded.token}${path}`);
      expect(answer.status).toBe(200);
      expectSafe(answer);
      expect(answer.body.replace(/<style>.*<\/style>/s, '')).not.toMatch(PERSONAL);
      expect(answer.body).not.toContain(seeded.ref);
    }
  });

  it('is logged, scanners and mail proxies apart from people', async () => {
    const seeded = await world.seed();
    const visitor = world.visitor();
    await visitor.get(`/p/${seeded.token}`);
    await visitor.send('HEAD', `/p/${seeded.token}`);
    await visitor.get(`/p/${seeded.token}`, { 'sec-purpose': 'prefetch' });
    await visitor.get(`/p/${seeded.token}`, { 'user-agent': 'Mozilla/5.0 GoogleImageProxy' });
    await visitor.get(`/p/${seeded.token}`, { 'user-agent': 'curl/8.5' });
    expect((await visits(seeded)).map((visit) => visit.agent_class)).toEqual([
      'person',
      'scanner',
      'scanner',
      'mail_proxy',
      'scanner',
    ]);
  });

  it('tells kindly that a link is unknown or too old, in the same words for both', async () => {
    const old = await world.seed({ renderedAt: NOW - 500 * DAY_MS });
    const expired = await world.visitor().get(`/p/${old.token}`);
    const unknown = await world.visitor().get('/p/1aaaaaaaaaaaaa');
    const absurd = await world.visitor().get(`/p/${'%20'.repeat(40)}`);
    for (const answer of [expired, unknown, absurd]) {
      expect(answer.status).toBe(404);
      expect(answer.body).toContain('Ten link nie działa');
      expectSafe(answer);
    }
    expect(expired.body).toBe(unknown.body);
    expect(await visits(old)).toEqual([]);
  });

  it('speaks the language of the message, and remembers another one that is chosen', async () => {
    const seeded = await world.seed({ language: 'uk' });
    const visitor = world.visitor();
    const first = await visitor.get(`/p/${seeded.token}`);
    expect(first.body).toContain('<html lang="uk">');
    expect(first.body).toContain('Підтвердьте, що це ви');
    expect((await visitor.get(`/p/${seeded.token}?lang=en`)).body).toContain('Confirm it is you');
    expect((await visitor.get(`/p/${seeded.token}/stop`)).body).toContain('<html lang="en">');
    const inside = await visitor.enter(seeded);
    expect(inside.body).toContain('Left to pay');
    expect((await visitor.get(`/p/${seeded.token}/case?lang=pl`)).body).toContain('Pozostało do zapłaty');
  });
});

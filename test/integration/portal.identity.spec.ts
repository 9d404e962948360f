import { PERSONAL } from './portal.expectations.js';
import type { Answer } from './portal.visitor.js';
import { PortalWorld } from './portal.world.js';

let world: PortalWorld;
beforeAll(async () => {
  world = await PortalWorld.start(2);
});
afterAll(() => world.stop());

describe('showing who one is', () => {
  it('takes the case number with the postcode or the birth date, however they are typed', async () => {
    for (const proof of [
      { postcode: '00001' },
      { birthDate: '31.12.1980' },
      { birthDate: '1980-12-31', postcode: '99-999' },
    ]) {
      const seeded = await world.seed();
      const page = await world
        .visitor()
        .enter({ ...seeded, ref: ` ${seeded.ref.toLowerCase()} ` }, proof as Record<string, string>);
      expect(page.status).toBe(200);
      expect(page.body).toContain(seeded.ref);
    }
  });

  it('records a verified visit that counts as a response and wakes the enrolment', async () => {
    const seeded = await world.seed();
    await world.visitor().enter(seeded);
    expect(
      await world.rows('SELECT kind, counts_as_response, message_id FROM interactions WHERE case_id = $1', [
        seeded.caseId,
      ]),
    ).toEqual([{ kind: 'visit-verified', counts_as_response: true, message_id: seeded.messageId }]);
    expect(await world.rows('SELECT kind FROM case_events WHERE case_id = $1', [seeded.caseId])).toHaveLength(
      1,
    );
    expect(await world.rows('SELECT kind FROM wake_ups WHERE case_id = $1', [seeded.caseId])).toEqual([
      { kind: 'response' },
    ]);
  });

  it('does not tell which answer was wrong', async () => {
    const seeded = await world.seed();
    const visitor = world.visitor();
    const landing = await visitor.get(`/p/${seeded.token}`);
    const strip = (answer: Answer): string => answer.body.replace(/value="[^"]*"/g, '');
    const wrongRef = await visitor.submit(landing, 'identity', { caseRef: 'KR/0', postcode: '00-001' });
    const wrongPostcode = await visitor.submit(landing, 'identity', {
      caseRef: seeded.ref,
      postcode: '11-111',
    });
    expect(wrongRef.status).toBe(422);
    expect(wrongRef.body).toMatch(/role="alert"[^>]*>\s*<h2>Sprawdź te dane<\/h2>/);
    expect(strip(wrongRef)).toBe(strip(wrongPostcode));
    expect(strip(wrongPostcode)).not.toMatch(PERSONAL);
  });

  it('keeps what was typed, and counts no try, when an answer is missing or unreadable', async () => {
    const seeded = await world.seed();
    const visitor = world.visitor();
    const landing = await visitor.get(`/p/${seeded.token}`);
    for (let i = 0; i < 8; i += 1) {
      const answer = await visitor.submit(landing, 'identity', { caseRef: 'ABC "1"', birthDate: 'dawno' });
      expect(answer.status).toBe(422);
      expect(answer.body).toContain('value="ABC &quot;1&quot;"');
      expect(answer.body).toContain('href="#birthDate"');
    }
    expect((await visitor.enter(seeded)).status).toBe(200);
  });

  it('is refused after five wrong tries, also when they arrive at once at two processes, and says until when', async () => {
    const seeded = await world.seed();
    const attempts = await Promise.all(
      Array.from({ length: 14 }, async (_, i) => {
        const visitor = world.visitor(i % 2 ? world.url : world.secondUrl);
        const landing = await visitor.get(`/p/${seeded.token}`);
        return visitor.submit(landing, 'identity', { caseRef: seeded.ref, postcode: `11-1${10 + i}` });
      }),
    );
    expect(attempts.filter((answer) => answer.status === 422)).toHaveLength(5);
    const refused = attempts.filter((answer) => answer.status === 429);
    expect(refused).toHaveLength(9);
    expect(refused[0]?.body).toMatch(/Spróbuj ponownie za 15 minut/);
    expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(800);
    const visitor = world.visitor();
    const right = await visitor.submit(await visitor.get(`/p/${seeded.token}`), 'identity', {
      caseRef: seeded.ref,
      postcode: '00-001',
    });
    expect(right.status).toBe(429);
  });

  it('is allowed again once the tries are old enough, but not after twenty in a day', async () => {
    const seeded = await world.seed();
    const hash = `(SELECT link_hash FROM legs WHERE message_id = '${seeded.messageId}')`;
    const visitor = world.visitor();
    const landing = await visitor.get(`/p/${seeded.token}`);
    const tryIt = () => visitor.submit(landing, 'identity', { caseRef: seeded.ref, postcode: '11-111' });
    for (let i = 0; i < 5; i += 1) await tryIt();
    expect((await tryIt()).status).toBe(429);
    await world.rows(
      `UPDATE portal_tries SET tries = ARRAY(SELECT t - interval '16 minutes' FROM unnest(tries) t) WHERE key = ${hash}`,
    );
    expect((await tryIt()).status).toBe(422);
    await world.rows(
      `UPDATE portal_tries SET tries = array_fill(now() - interval '3 hours', ARRAY[20]) WHERE key = ${hash}`,
    );
    const refused = await tryIt();
    expect(refused.status).toBe(429);
    expect(refused.body).toMatch(/Spróbuj ponownie za 21 godzin/);
  });

  it('is left to an agent, asked once, when neither postcode nor birth date is known', async () => {
    const seeded = await world.seed({ postcode: null, birthDate: null });
    const visitor = world.visitor();
    for (let i = 0; i < 2; i += 1) {
      const landing = await visitor.get(`/p/${seeded.token}`);
      const answer = await visitor.submit(landing, 'identity', { caseRef: seeded.ref, postcode: '00-001' });
      expect(answer.status).toBe(200);
      expect(answer.body).toContain('Odezwie się do Ciebie pracownik');
      expect(answer.body).not.toContain(seeded.ref);
    }
    expect(await world.rows('SELECT reason FROM escalations WHERE case_id = $1', [seeded.caseId])).toEqual([
      { reason: 'identity-unproved' },
    ]);
  });

  it('is left to an agent anew once the first has answered, and promised to nobody when the case is closed', async () => {
    const seeded = await world.seed({ postcode: null, birthDate: null });
    const visitor = world.visitor();
    const ask = async () =>
      visitor.submit(await visitor.get(`/p/${seeded.token}`), 'identity', {
        caseRef: seeded.ref,
        postcode: '00-001',
      });
    await ask();
    await world.rows(`UPDATE escalations SET status = 'resolved' WHERE case_id = $1 RETURNING id`, [
      seeded.caseId,
    ]);
    expect((await ask()).body).toContain('Odezwie się do Ciebie pracownik');
    expect(
      await world.rows('SELECT status FROM escalations WHERE case_id = $1 ORDER BY id', [seeded.caseId]),
    ).toEqual([{ status: 'resolved' }, { status: 'requested' }]);
    await world.rows(
      `UPDATE cases SET status = 'closed', closed_reason = 'recalled' WHERE id = $1 RETURNING id`,
      [seeded.caseId],
    );
    expect((await ask()).body).toContain('<h1>Skontaktuj się');
  });

  it('opens nothing of another creditor, nor another link', async () => {
    const mine = await world.seed();
    const other = await world.seed({ creditorName: 'Bank Inny S.A.' });
    const visitor = world.visitor();
    await visitor.enter(mine);
    const landing = await visitor.get(`/p/${other.token}/case`);
    expect(landing.status).toBe(303);
    const crossed = await visitor.submit(await visitor.get(`/p/${other.token}`), 'identity', {
      caseRef: mine.ref,
      postcode: '00-001',
    });
    expect(crossed.status).toBe(422);
    expect(crossed.body).not.toMatch(/Bank Inny|Energia/);
  });

  it('lasts thirty minutes without use, and ends when the visitor says so', async () => {
    const seeded = await world.seed();
    const visitor = world.visitor();
    const page = await visitor.enter(seeded);
    await world.rows(
      `UPDATE portal_sessions SET expires_at = now() - interval '1 second' WHERE case_id = $1`,
      [seeded.caseId],
    );
    const late = await visitor.get(`/p/${seeded.token}/case`);
    expect(late.location).toBe(`/p/${seeded.token}?again=1`);
    expect((await visitor.submit(page, 'talk', { message: 'x' })).status).toBe(303);
    const again = await visitor.enter(seeded);
    expect((await visitor.submit(again, 'leave')).status).toBe(303);
    expect(
      await world.rows('SELECT 1 FROM portal_sessions WHERE case_id = $1 AND expires_at > now()', [
        seeded.caseId,
      ]),
    ).toEqual([]);
  });

  it('gives a cookie that no script reads, for this link alone', async () => {
    const seeded = await world.seed();
    const visitor = world.visitor();
    const entered = await visitor.submit(await visitor.get(`/p/${seeded.token}`), 'identity', {
      caseRef: seeded.ref,
      postcode: '00-001',
    });
    const cookie = String(entered.headers['set-cookie']);
    expect(cookie).toContain('HttpOnly');
    expect(cookie).toContain('SameSite=Lax');
    expect(cookie).toContain(`Path=/p/${seeded.token};`);
    const value = /=([^;]+)/.exec(cookie)?.[1] ?? '';
    expect(
      await world.rows(
        `SELECT 1 FROM portal_sessions WHERE encode(token_hash, 'escape') LIKE '%' || $1 || '%'`,
        [value],
      ),
    ).toEqual([]);
  });
});

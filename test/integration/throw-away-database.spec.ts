import { Database } from '#persistence';
import { throwAwayDatabase } from '#testing';

describe('a throw-away database', () => {
  it('is migrated and of its own', async () => {
    const [a, b] = [await throwAwayDatabase(), await throwAwayDatabase()];
    const [one, other] = [new Database({ url: a.url }), new Database({ url: b.url })];
    await one.query(`INSERT INTO agents (id, ref, name) VALUES (gen_random_uuid(), 'anna', 'Anna')`);
    const { rows } = await other.query<{ n: number }>('SELECT count(*) AS n FROM agents');
    expect(rows[0]?.n).toBe(0);
    await Promise.all([one.close(), other.close()]);
    await Promise.all([a.drop(), b.drop()]);
  });
});

import { PERSONAL } from './portal.expectations.js';
import { PortalWorld, type SeededCase } from './portal.world.js';

let world: PortalWorld;
beforeAll(async () => {
  world = await PortalWorld.start();
});
afterAll(() => world.stop());

describe('paying', () => {
  const sessions = (seeded: SeededCase) =>
    world.rows<{ id: string; amount_minor: number; status: string }>(
      'SELECT id, amount_minor, status FROM payment_sessions WHERE case_id = $1 ORDER BY created_at',
      [seeded.caseId],
    );

  it('in full leads to the provider with the balance', async () => {
    const seeded = await world.seed();
    const visitor = world.visitor();
    const answer = await visitor.submit(await visitor.enter(seeded), 'pay', {
      amount: 'full',
      partAmount: '',
    });
    expect(answer.status).toBe(303);
    expect(answer.location).toMatch(new RegExp(`^${world.provider.url}/pay/`));
    expect(world.provider.opened.at(-1)?.amount_minor).toBe(124_680);
    expect(await sessions(seeded)).toEqual([
      expect.objectContaining({ amount_minor: 124_680, status: 'open' }),
    ]);
  });

  it('in part takes an amount as people write it, within what is allowed', async () => {
    const seeded = await world.seed();
    const visitor = world.visitor();
    const page = await visitor.enter(seeded);
    const refused = await visitor.submit(page, 'pay', { amount: 'part', partAmount: '10' });
    expect(refused.status).toBe(422);
    expect(refused.body.replaceAll('\u00a0', ' ')).toContain('Najmniejsza częściowa wpłata to 63,00 zł');
    expect(refused.body).toContain('<h2>Sprawdź te dane</h2>');
    expect(refused.body).toContain('value="10"');
    const taken = await visitor.submit(refused, 'pay', { amount: 'part', partAmount: '1 000,50' });
    expect(taken.status).toBe(303);
    expect((await sessions(seeded)).map((session) => session.amount_minor)).toEqual([100_050]);
  });

  it('makes one charge of one click, however often it arrives', async () => {
    const seeded = await world.seed();
    const visitor = world.visitor();
    const page = await visitor.enter(seeded);
    const opened = world.provider.opened.length;
    world.provider.delay = 300;
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => visitor.submit(page, 'pay', { amount: 'full' })),
    );
    world.provider.delay = 0;
    expect(new Set(answers.map((answer) => answer.location)).size).toBe(1);
    expect(world.provider.opened.length).toBe(opened + 1);
    expect(await sessions(seeded)).toHaveLength(1);
  });

  it('never leads to the page of another amount when the same form is sent again with one', async () => {
    const seeded = await world.seed();
    const visitor = world.visitor();
    const page = await visitor.enter(seeded);
    await visitor.submit(page, 'pay', { amount: 'full' });
    await visitor.submit(page, 'pay', { amount: 'part', partAmount: '100' });
    expect(world.provider.opened.at(-1)?.amount_minor).toBe(10_000);
  });

  it('loses nothing when the provider is down, offers the bank transfer, and works once it is back', async () => {
    const seeded = await world.seed();
    const visitor = world.visitor();
    const page = await visitor.enter(seeded);
    world.provider.down = true;
    const failed = await visitor.submit(page, 'pay', { amount: 'part', partAmount: '200' });
    world.provider.down = false;
    expect(failed.status).toBe(503);
    expect(failed.body).toContain('<span>61</span><span>1090</span>');
    expect(failed.body.replaceAll('\u00a0', ' ')).toContain('200,00 zł');
    expect((await visitor.submit(failed, 'pay')).status).toBe(303);
    expect(await sessions(seeded)).toHaveLength(1);
  });

  it('tells on return what the books say, and nothing to a visitor without a session', async () => {
    const seeded = await world.seed();
    const visitor = world.visitor();
    await visitor.submit(await visitor.enter(seeded), 'pay', { amount: 'full' });
    const [session] = await sessions(seeded);
    const back = `/p/${seeded.token}/paid?s=${session?.id}`;
    expect((await visitor.get(back)).body).toContain('Czekamy na potwierdzenie wpłaty');
    await world.rows(`UPDATE payment_sessions SET status = 'paid' WHERE id = $1`, [session?.id]);
    const told = await visitor.get(back);
    expect(told.body.replaceAll('\u00a0', ' ')).toContain('Otrzymaliśmy 1 246,80 zł');
    const stranger = await world.visitor().get(back);
    expect(stranger.body).not.toMatch(PERSONAL);
  });

  it('is not possible for a case that was paid meanwhile', async () => {
    const seeded = await world.seed();
    const visitor = world.visitor();
    const page = await visitor.enter(seeded);
    await world.rows(`UPDATE cases SET status = 'closed', closed_reason = 'paid' WHERE id = $1`, [
      seeded.caseId,
    ]);
    const answer = await visitor.submit(page, 'pay', { amount: 'full' });
    expect(answer.location).toBe(`/p/${seeded.token}/case`);
    expect(await sessions(seeded)).toEqual([]);
  });
});

describe('where no payment provider is configured', () => {
  let offline: PortalWorld;
  beforeAll(async () => {
    offline = await PortalWorld.start(1, false);
  });
  afterAll(() => offline.stop());

  it('the page offers the bank transfer at once, and no button that would lead nowhere', async () => {
    const { body } = await offline.visitor().enter(await offline.seed());
    expect(body).not.toContain('data-action="pay"');
    expect(body).toContain('Zapłacić można przelewem:');
    expect(body).toContain('class="account"');
  });

  it('and no bank account is known, it says whom to ask', async () => {
    const seeded = await offline.seed();
    await offline.rows('UPDATE creditors SET bank_account = NULL');
    const { body } = await offline.visitor().enter(seeded);
    expect(body.replaceAll('\u00a0', ' ')).toContain('Aby zapłacić, skontaktuj się z nami');
    expect(body).not.toContain('class="account"');
  });
});
